import { itemMoveSchema } from '$lib/equipment/form-schemas.ts';
import { possibleMoves } from '$lib/equipment/item-states.ts';
import { itemsShape } from '$lib/equipment/list-shape.ts';
import { parseListState } from '$lib/lists/list-state.ts';
import { can } from '$lib/people/permissions.ts';
import { openRecord } from '$lib/systems/load-open.ts';
import { getItem, mayMove } from '$lib/server/equipment/get-item.ts';
import { itemHistory } from '$lib/server/equipment/item-history.ts';
import { listItems } from '$lib/server/equipment/list-items.ts';
import { availabilityOf } from '$lib/server/notices/joins/availability.ts';
import { performMove } from '$lib/server/equipment/perform-move.ts';
import { listPlaceOptions } from '$lib/server/people/list-places.ts';
import { resolveTypedPeople } from '$lib/server/people/resolve-typed-people.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { formValues, parseForm } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent } from './$types';
import { itemFilters, itemView } from './item-list.ts';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock, locale } = event.locals;
	const actor = signedIn(event);
	const state = parseListState(itemsShape, event.url.searchParams);
	const [page, filters, opened] = await Promise.all([
		listItems(db, actor, state, clock),
		itemFilters(db, locale, state),
		openRecord(state.open, async (id) => {
			const item = await getItem(db, actor, id);
			const moves = mayMove(actor, item)
				? possibleMoves(item.state)
				: [];
			const [history, availability, places] = await Promise.all([
				itemHistory(db, actor, id),
				availabilityOf(db, actor, { kind: 'item', id }, clock.now()),
				moves.length > 0 ? listPlaceOptions(db, locale) : []
			]);
			return { item, moves, places, history, availability };
		})
	]);
	return {
		view: itemView(state, page, filters),
		opened,
		mayEdit: can(actor, 'equipment.edit'),
		mayTell: can(actor, 'notices.edit'),
		added: event.url.searchParams.has('added'),
		saved: event.url.searchParams.has('saved'),
		now: clock.now()
	};
});

export const actions: Actions = {
	move: action(async (event, form) => {
		const { db, clock } = event.locals;
		const actor = signedIn(event);
		const untold = await resolveTypedPeople(db, actor, form, ['personId']);
		if (Object.keys(untold).length > 0) return failForm(untold, formValues(form));
		const parsed = parseForm(itemMoveSchema, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const { move, ...input } = parsed.data;
		await performMove(db, actor, move, input, clock);
		return { moved: move };
	})
};
