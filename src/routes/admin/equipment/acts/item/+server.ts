import { json } from '@sveltejs/kit';
import * as v from 'valibot';
import { answering, signedIn } from '$lib/server/web/route.ts';
import type { RequestEvent } from './$types';
import { findLine } from '../../item-lines.ts';
import { LINE_KINDS } from '../../line-kinds.ts';

/** What a scanned or typed number is, and why it cannot be put on an act of the kind; 404 for an unknown one. */
export const GET = answering(async (event: RequestEvent) => {
	const { db, clock } = event.locals;
	const asked = event.url.searchParams;
	const kind = v.parse(v.fallback(v.picklist(LINE_KINDS), 'handover'), asked.get('kind'));
	const typed = (asked.get('number') ?? '').slice(0, 300);
	return json(await findLine(db, signedIn(event), { kind, now: clock.now() }, typed));
});
