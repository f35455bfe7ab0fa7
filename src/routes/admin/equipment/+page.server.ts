import { itemsShape } from '$lib/equipment/list-shape.ts';
import { parseListState } from '$lib/lists/list-state.ts';
import { CHOOSING, chosenOptions } from '$lib/lists/list-view.ts';
import { can } from '$lib/people/permissions.ts';
import { openRecord } from '$lib/systems/load-open.ts';
import { listItems } from '$lib/server/equipment/list-items.ts';
import { listSavedViews } from '$lib/server/lists/saved-views.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent } from './$types';
import { listActs } from './bulk-acts.ts';
import { itemFilters, itemView } from './item-list.ts';
import { loadItem, moveAction } from './item-page.ts';
import { viewActs } from './view-acts.ts';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock, locale } = event.locals;
	const actor = signedIn(event);
	const state = parseListState(itemsShape, event.url.searchParams);
	const choosing = event.url.searchParams.has(CHOOSING);
	const [page, filters, views, opened] = await Promise.all([
		listItems(db, actor, state, clock),
		itemFilters(db, locale, state),
		listSavedViews(db, actor, 'items'),
		openRecord(state.open, (id) => loadItem(event, id))
	]);
	return {
		view: itemView(state, page, choosing ? filters : chosenOptions(filters, state), choosing),
		views: views.map(({ id, name, query, mine }) => ({ id, name, query, mine })),
		opened,
		mayEdit: can(actor, 'equipment.edit'),
		mayMove: can(actor, 'equipment.move'),
		added: event.url.searchParams.has('added'),
		saved: event.url.searchParams.has('saved')
	};
});

export const actions: Actions = { move: moveAction, ...listActs, ...viewActs('items') };
