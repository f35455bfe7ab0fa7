import { parseListState, type ListState } from '$lib/lists/list-state.ts';
import type { ListView } from '$lib/lists/list-view.ts';
import { m } from '$lib/paraglide/messages.js';
import { can } from '$lib/people/permissions.ts';
import { sessionsShape } from '$lib/training/course-lists.ts';
import type { ListPage } from '$lib/server/lists/list-page.ts';
import { listSessions, type SessionRow } from '$lib/server/training/courses/list-sessions.ts';
import { listModuleOptions } from '$lib/server/training/modules/list-module-options.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock, locale } = event.locals;
	const actor = signedIn(event);
	const state = parseListState(sessionsShape, event.url.searchParams);
	const [page, modules] = await Promise.all([
		listSessions(db, actor, state, clock),
		listModuleOptions(db, locale)
	]);
	return {
		view: sessionView(state, page, modules),
		now: clock.now(),
		mayEdit: can(actor, 'training.edit')
	};
});

function sessionView(
	state: ListState,
	page: ListPage<SessionRow>,
	modules: { id: string; title: string }[]
): ListView<SessionRow> {
	return {
		shape: sessionsShape,
		state,
		columns: [
			{ key: 'when', label: m.courses_fact_when(), sort: 'start', class: 'c-what' },
			{ key: 'what', label: m.courses_field_module() },
			{ key: 'where', label: m.courses_fact_where() },
			{ key: 'seats', label: m.courses_fact_seats() },
			{ key: 'waiting', label: m.courses_col_waiting() },
			{ key: 'attended', label: m.courses_col_attended() },
			{ key: 'rating', label: m.courses_col_rating() }
		],
		filters: [
			{
				key: 'phase',
				label: m.courses_fact_state(),
				kind: 'choice',
				options: [
					{ value: 'coming', label: m.courses_filter_coming() },
					{ value: 'over', label: m.courses_phase_over() },
					{ value: 'cancelled', label: m.courses_phase_cancelled() }
				]
			},
			{
				key: 'module',
				label: m.courses_field_module(),
				kind: 'choice',
				options: modules.map(({ id, title }) => ({ value: id, label: title }))
			}
		],
		...page
	};
}
