import { json } from '@sveltejs/kit';
import * as v from 'valibot';
import { notFound } from '$lib/errors.ts';
import { itemTitle } from '$lib/equipment/item-words.ts';
import { lookUpItems } from '$lib/server/equipment/acts/look-up-items.ts';
import { errorText } from '$lib/server/web/error-text.ts';
import { answering, signedIn } from '$lib/server/web/route.ts';
import type { RequestEvent } from './$types';
import { eventOfKind } from '../new/new-act.ts';

/** What a scanned or typed number is, and why it cannot be put on an act of the kind; 404 for an unknown one. */
export const GET = answering(async (event: RequestEvent) => {
	const { db } = event.locals;
	const asked = event.url.searchParams;
	const kind = v.parse(
		v.fallback(v.picklist(['handover', 'return', 'transfer']), 'handover'),
		asked.get('kind')
	);
	const typed = (asked.get('number') ?? '').slice(0, 300);
	const [found] = await lookUpItems(db, signedIn(event), [typed], eventOfKind[kind]);
	if (!found?.item) throw notFound();
	const { refusal, inventoryNumber, holderName } = found.item;
	return json({
		...{ inventoryNumber, holderName: holderName ?? '' },
		title: itemTitle(found.item),
		problem: refusal ? errorText(refusal.key, refusal.details) : ''
	});
});
