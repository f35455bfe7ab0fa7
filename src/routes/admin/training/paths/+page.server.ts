import { parseListState } from '$lib/lists/list-state.ts';
import type { ListView } from '$lib/lists/list-view.ts';
import { m } from '$lib/paraglide/messages.js';
import { can } from '$lib/people/permissions.ts';
import { pathsShape } from '$lib/training/course-lists.ts';
import { listAllPaths, type PathRow } from '$lib/server/training/courses/list-all-paths.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock } = event.locals;
	const actor = signedIn(event);
	const state = parseListState(pathsShape, event.url.searchParams);
	const page = await listAllPaths(db, actor, state, clock);
	const view: ListView<PathRow> = {
		shape: pathsShape,
		state,
		columns: [
			{ key: 'title', label: m.courses_path_col_title(), sort: 'title', class: 'c-what' },
			{ key: 'modules', label: m.courses_path_col_modules() },
			{ key: 'order', label: m.courses_path_col_order() },
			{ key: 'changed', label: m.courses_path_col_changed(), sort: 'changed' }
		],
		filters: [
			{
				key: 'active',
				label: m.courses_path_filter_active(),
				kind: 'choice',
				options: [
					{ value: 'true', label: m.courses_path_filter_yes() },
					{ value: 'false', label: m.courses_path_filter_no() }
				]
			}
		],
		...page
	};
	return {
		view,
		now: clock.now(),
		mayEdit: can(actor, 'training.edit'),
		saved: event.url.searchParams.has('saved')
	};
});
