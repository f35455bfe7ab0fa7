import { changesShape } from '$lib/access/change-list-shape.ts';
import { CHANGE_KINDS, CHANGE_STATES } from '$lib/access/change-kinds.ts';
import { changeWord, stateWord } from '$lib/access/change-words.ts';
import type { ListState } from '$lib/lists/list-state.ts';
import type { ListView } from '$lib/lists/list-view.ts';
import { m } from '$lib/paraglide/messages.js';
import type { ChangeRow } from '$lib/server/access/changes/list-changes.ts';
import type { ListPage } from '$lib/server/lists/list-page.ts';

/** The list of who comes, moves and leaves as its screen shows it. */
export function changeView(state: ListState, page: ListPage<ChangeRow>): ListView<ChangeRow> {
	return {
		shape: changesShape,
		state,
		columns: [
			{ key: 'who', label: m.moves_col_who(), sort: 'name', class: 'c-what' },
			{ key: 'kind', label: m.moves_col_kind() },
			{ key: 'day', label: m.moves_col_day(), sort: 'day' },
			{ key: 'ready', label: m.moves_col_ready() },
			{ key: 'manager', label: m.moves_col_manager() },
			{ key: 'state', label: m.moves_col_state() }
		],
		filters: [
			{
				key: 'kind',
				label: m.moves_col_kind(),
				kind: 'choice',
				options: CHANGE_KINDS.map((value) => ({ value, label: changeWord(value) }))
			},
			{
				key: 'state',
				label: m.moves_col_state(),
				kind: 'choice',
				options: CHANGE_STATES.map((value) => ({ value, label: stateWord(value) }))
			}
		],
		...page
	};
}
