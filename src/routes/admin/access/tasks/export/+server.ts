import { accessTasksShape } from '$lib/access/task-shape.ts';
import { taskKindWord, taskSourceWord } from '$lib/access/task-words.ts';
import { localize } from '$lib/i18n/localized.ts';
import { parseListState } from '$lib/lists/list-state.ts';
import { m } from '$lib/paraglide/messages.js';
import { exportAccessTasks } from '$lib/server/access/tasks/list-access-tasks.ts';
import { exportResponse } from '$lib/server/web/export-response.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { RequestEvent } from './$types';

/** The filtered tasks as a file. */
export const GET = guarded(({ locals, url }: RequestEvent) => {
	const { db, clock, locale } = locals;
	const state = parseListState(accessTasksShape, url.searchParams);
	return exportResponse(
		exportAccessTasks(db, signedIn({ locals }), state, clock),
		[
			{ heading: m.rights_col_task(), value: (row) => taskKindWord(row.kind) },
			{ heading: m.registers_col_person(), value: (row) => row.personName ?? row.account },
			{
				heading: m.registers_fact_unit(),
				value: (row) => (row.unitName ? localize(row.unitName, locale) : '')
			},
			{
				heading: m.registers_col_system(),
				value: (row) => (row.systemName ? localize(row.systemName, locale) : row.productName)
			},
			{
				heading: m.registers_col_role(),
				value: (row) => (row.roleName ? localize(row.roleName, locale) : '')
			},
			{ heading: m.rights_col_due(), value: (row) => row.dueOn },
			{ heading: m.rights_col_source(), value: (row) => taskSourceWord(row.source) },
			{ heading: m.rights_col_opened(), value: (row) => row.openedAt },
			{ heading: m.rights_col_done(), value: (row) => row.doneAt },
			{ heading: m.rights_col_done_by(), value: (row) => row.doneBy },
			{ heading: m.rights_col_outcome(), value: (row) => row.outcome }
		],
		'access-tasks',
		url.searchParams.get('format')
	);
});
