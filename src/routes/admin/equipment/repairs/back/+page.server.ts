import { error, redirect } from '@sveltejs/kit';
import { OUT } from '$lib/equipment/item-states.ts';
import { bringBackSchema } from '$lib/equipment/repair-schemas.ts';
import { getItem, mayMove } from '$lib/server/equipment/get-item.ts';
import { bringBack } from '$lib/server/equipment/repair/bring-back.ts';
import { repairsOfItem } from '$lib/server/equipment/repair/get-repair.ts';
import { listPlaceOptions } from '$lib/server/people/list-places.ts';
import { personLeft } from '$lib/server/people/person-left.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, locale } = event.locals;
	const actor = signedIn(event);
	const item = await getItem(db, actor, event.url.searchParams.get('item') ?? '');
	// An auditor reads the repairs; nothing here is for reading only.
	if (!mayMove(actor, item)) error(404);
	const [repairs, places, holderLeft] = await Promise.all([
		repairsOfItem(db, item.id),
		listPlaceOptions(db, locale),
		item.holderId ? personLeft(db, item.holderId) : false
	]);
	const repair = repairs.find(({ returnedOn }) => returnedOn === null);
	const loanOut = Boolean(repair?.loanState && OUT.includes(repair.loanState));
	return { item, repair, places, holderLeft, loanOut };
});

export const actions: Actions = {
	default: action(async (event, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(bringBackSchema, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const { itemId } = parsed.data;
		const actor = signedIn(event);
		const { actNumber } = await bringBack(db, actor, parsed.data, clock);
		const [repair] = await repairsOfItem(db, itemId);
		const said = encodeURIComponent(actNumber);
		redirect(303, `/admin/equipment/repairs?open=${repair?.id ?? ''}&back=${said}`);
	})
};
