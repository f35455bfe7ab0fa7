import { WRITE_OFF_STATES } from '$lib/equipment/write-off.ts';
import { writeOffWord } from '$lib/equipment/write-off-words.ts';
import { writeOffsShape } from '$lib/equipment/write-offs-shape.ts';
import { parseListState } from '$lib/lists/list-state.ts';
import type { FilterView, ListView } from '$lib/lists/list-view.ts';
import { m } from '$lib/paraglide/messages.js';
import { can } from '$lib/people/permissions.ts';
import { listWriteOffs, type WriteOffRow } from '$lib/server/equipment/writeoff/list-write-offs.ts';
import { listUnitOptions } from '$lib/server/people/list-unit-options.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock, locale } = event.locals;
	const actor = signedIn(event);
	const state = parseListState(writeOffsShape, event.url.searchParams);
	const [page, units] = await Promise.all([
		listWriteOffs(db, actor, state, clock),
		listUnitOptions(db, locale)
	]);
	const filters: FilterView[] = [
		{
			key: 'state',
			label: m.registers_col_state(),
			kind: 'choice',
			options: WRITE_OFF_STATES.map((value) => ({ value, label: writeOffWord(value) }))
		},
		{ key: 'unit', label: m.registers_filter_unit(), kind: 'choice', options: units }
	];
	const view: ListView<WriteOffRow> = {
		shape: writeOffsShape,
		state,
		columns: [
			{ key: 'title', label: m.writeoff_title(), class: 'c-what' },
			{ key: 'state', label: m.registers_col_state(), class: 'c-state' },
			{ key: 'items', label: m.writeoff_col_items() },
			{ key: 'proposed', label: m.writeoff_proposed(), sort: 'proposed' },
			{ key: 'approver', label: m.writeoff_approver() },
			{ key: 'act', label: m.writeoff_act() }
		],
		filters,
		...page
	};
	return { view, mayPropose: can(actor, 'equipment.move') };
});
