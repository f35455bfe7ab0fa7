import { ACCESS_TASK_KINDS, ACCESS_TASK_SOURCES } from '$lib/access/access-tasks.ts';
import { accessTasksShape, TASK_STATES } from '$lib/access/task-shape.ts';
import { taskKindWord, taskSourceWord, taskStateWord } from '$lib/access/task-words.ts';
import { isId } from '$lib/ids.ts';
import type { Locale } from '$lib/i18n/localized.ts';
import type { ListState } from '$lib/lists/list-state.ts';
import type { FilterView, ListView } from '$lib/lists/list-view.ts';
import { m } from '$lib/paraglide/messages.js';
import type { AccessTaskRow } from '$lib/server/access/tasks/list-access-tasks.ts';
import type { Db } from '$lib/server/db/client.ts';
import type { ListPage } from '$lib/server/lists/list-page.ts';
import { listPersonNames } from '$lib/server/people/list-names.ts';
import { listUnitOptions } from '$lib/server/people/list-unit-options.ts';

/** The filters of the desk's tasks with the units there are. */
export async function taskFilters(db: Db, locale: Locale, state: ListState): Promise<FilterView[]> {
	const people = state.filters.person ?? [];
	const [units, names] = await Promise.all([
		listUnitOptions(db, locale),
		listPersonNames(db, people.filter(isId))
	]);
	const filters: FilterView[] = [
		{
			key: 'state',
			label: m.registers_filter_state(),
			kind: 'choice',
			options: TASK_STATES.map((value) => ({ value, label: taskStateWord(value) }))
		},
		{
			key: 'kind',
			label: m.rights_col_task(),
			kind: 'choice',
			options: ACCESS_TASK_KINDS.map((value) => ({ value, label: taskKindWord(value) }))
		},
		{
			key: 'source',
			label: m.rights_col_source(),
			kind: 'choice',
			options: ACCESS_TASK_SOURCES.map((value) => ({ value, label: taskSourceWord(value) }))
		},
		{ key: 'unit', label: m.registers_filter_unit(), kind: 'choice', options: units }
	];
	if (people.length === 0) return filters;
	const options = [...names].map(([value, label]) => ({ value, label }));
	return [...filters, { key: 'person', label: m.registers_col_person(), kind: 'choice', options }];
}

/** One page of tasks as the list shows it. */
export function taskView(
	state: ListState,
	page: ListPage<AccessTaskRow>,
	filters: FilterView[]
): ListView<AccessTaskRow> {
	const columns = [
		{ key: 'what', label: m.rights_col_task(), class: 'c-what' },
		{ key: 'about', label: m.rights_col_about() },
		{ key: 'due', label: m.rights_col_due(), sort: 'due' },
		{ key: 'source', label: m.rights_col_source() },
		{ key: 'opened', label: m.rights_col_opened(), sort: 'opened' }
	];
	return { shape: accessTasksShape, state, columns, filters, ...page };
}
