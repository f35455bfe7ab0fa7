import { WORKLIST_REASONS, worklistShape } from '$lib/equipment/worklist-shape.ts';
import { worklistWord } from '$lib/equipment/worklist-words.ts';
import { parseListState } from '$lib/lists/list-state.ts';
import type { FilterView, ListView } from '$lib/lists/list-view.ts';
import { m } from '$lib/paraglide/messages.js';
import { can } from '$lib/people/permissions.ts';
import {
	countWorklist,
	listWorklist,
	type WorklistRow
} from '$lib/server/equipment/lifecycle/worklist.ts';
import { listPlaceOptions } from '$lib/server/people/list-places.ts';
import { listUnitOptions } from '$lib/server/people/list-unit-options.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import { listActs } from '../bulk-acts.ts';
import type { Actions, PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock, locale } = event.locals;
	const actor = signedIn(event);
	const state = parseListState(worklistShape, event.url.searchParams);
	const [page, counts, units, places] = await Promise.all([
		listWorklist(db, actor, state, clock),
		countWorklist(db, actor, clock),
		listUnitOptions(db, locale),
		listPlaceOptions(db, locale)
	]);
	const filters: FilterView[] = [
		{
			key: 'why',
			label: m.lifecycle_why(),
			kind: 'choice',
			options: WORKLIST_REASONS.map((value) => ({ value, label: worklistWord(value) }))
		},
		{ key: 'unit', label: m.registers_filter_unit(), kind: 'choice', options: units },
		{
			key: 'place',
			label: m.registers_filter_place(),
			kind: 'choice',
			options: places.map(({ id, name }) => ({ value: id, label: name }))
		}
	];
	const view: ListView<WorklistRow> = {
		shape: worklistShape,
		state,
		columns: [
			{ key: 'number', label: m.registers_col_number(), sort: 'number' },
			{ key: 'what', label: m.registers_col_item(), class: 'c-what' },
			{ key: 'why', label: m.lifecycle_why() },
			{ key: 'holder', label: m.registers_col_holder() },
			{ key: 'place', label: m.registers_col_place() },
			{ key: 'warranty', label: m.lifecycle_warranty_until(), sort: 'warranty' },
			{ key: 'life', label: m.lifecycle_life_ends(), sort: 'life' }
		],
		filters,
		...page
	};
	return { view, counts, mayMove: can(actor, 'equipment.move') };
});

export const actions: Actions = { go: listActs.go, ask_back: listActs.ask_back };
