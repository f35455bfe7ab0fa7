import { itemMoveSchema } from '$lib/equipment/form-schemas.ts';
import { possibleMoves } from '$lib/equipment/item-states.ts';
import { can } from '$lib/people/permissions.ts';
import { actsOfItem } from '$lib/server/equipment/acts/read-act.ts';
import { getItem, mayMove } from '$lib/server/equipment/get-item.ts';
import { itemHistory } from '$lib/server/equipment/item-history.ts';
import { reportedOf } from '$lib/server/equipment/inventory/reported-of.ts';
import { performMove } from '$lib/server/equipment/perform-move.ts';
import { listCategories } from '$lib/server/equipment/register/categories.ts';
import { itemExtras } from '$lib/server/equipment/register/item-extras.ts';
import { repairsOfItem } from '$lib/server/equipment/repair/get-repair.ts';
import { countsOfItem } from '$lib/server/equipment/stocktake/counts-of-item.ts';
import { writeOffsOfItem } from '$lib/server/equipment/writeoff/get-write-off.ts';
import { installationsOfItem } from '$lib/server/software/installations/installations-of-item.ts';
import { availabilityOf } from '$lib/server/notices/joins/availability.ts';
import { listPlaceOptions } from '$lib/server/people/list-places.ts';
import { resolveTypedPeople } from '$lib/server/people/resolve-typed-people.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { formValues, parseForm } from '$lib/server/web/parse-form.ts';
import { action, signedIn } from '$lib/server/web/route.ts';
import type { RequestEvent } from '@sveltejs/kit';

/** All that the page of an item shows, and the panel beside the list. Throws NotFound. */
export async function loadItem(event: { locals: App.Locals }, id: string) {
	const { db, clock, locale } = event.locals;
	const actor = signedIn(event);
	const item = await getItem(db, actor, id);
	const moves = mayMove(actor, item) ? possibleMoves(item.state) : [];
	const [
		extras,
		history,
		availability,
		places,
		kinds,
		repairs,
		writeOffs,
		counts,
		reported,
		acts,
		installed
	] = await Promise.all([
		itemExtras(db, item),
		itemHistory(db, actor, id),
		availabilityOf(db, actor, { kind: 'item', id }, clock.now()),
		moves.length > 0 ? listPlaceOptions(db, locale) : [],
		listCategories(db),
		repairsOfItem(db, id),
		writeOffsOfItem(db, id),
		countsOfItem(db, actor, id),
		reportedOf(db, id),
		actsOfItem(db, id),
		installationsOfItem(db, id)
	]);
	const fields = kinds.find(({ code }) => code === item.category)?.fields ?? [];
	return {
		...{ item, moves, places, history, availability, extras, fields, repairs, writeOffs, reported },
		...{ acts, counts, installed },
		mayEdit: mayMove(actor, item) && can(actor, 'equipment.edit'),
		mayTell: can(actor, 'notices.edit') && item.state !== 'written_off',
		now: clock.now()
	};
}

export type LoadedItem = Awaited<ReturnType<typeof loadItem>>;

/** The act that a form on an item's page or panel asks for. */
export const moveAction = action(async (event: RequestEvent, form: FormData) => {
	const { db, clock } = event.locals;
	const actor = signedIn(event);
	const untold = await resolveTypedPeople(db, actor, form, ['personId']);
	if (Object.keys(untold).length > 0) return failForm(untold, formValues(form));
	const parsed = parseForm(itemMoveSchema, form);
	if (!parsed.ok) return failForm(parsed.issues, parsed.values);
	const { move, ...input } = parsed.data;
	await performMove(db, actor, move, input, clock);
	return { moved: move };
});
