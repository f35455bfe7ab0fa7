import { parseListState, type ListState } from '$lib/lists/list-state.ts';
import type { FilterView, ListView } from '$lib/lists/list-view.ts';
import { m } from '$lib/paraglide/messages.js';
import { can } from '$lib/people/permissions.ts';
import {
	LANGUAGE_MARKS,
	MODULE_STATES,
	modulesShape
} from '$lib/training/authoring/list-shapes.ts';
import { markWord, moduleStateWord, sourceWord } from '$lib/training/authoring/authoring-words.ts';
import { config } from '$lib/server/config.ts';
import type { ListPage } from '$lib/server/lists/list-page.ts';
import {
	listModules,
	listNewDrafts,
	type ModuleRow
} from '$lib/server/training/authoring/list-modules.ts';
import { syncTraining } from '$lib/server/training/modules/sync-training.ts';
import { problemSentence } from '$lib/server/training/text/problem-sentence.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock } = event.locals;
	const actor = signedIn(event);
	const state = parseListState(modulesShape, event.url.searchParams);
	const [page, begun] = await Promise.all([
		listModules(db, actor, state, clock),
		listNewDrafts(db, actor)
	]);
	return {
		view: moduleView(state, page),
		begun: begun.length,
		mayEdit: can(actor, 'training.edit')
	};
});

function moduleView(state: ListState, page: ListPage<ModuleRow>): ListView<ModuleRow> {
	const filters: FilterView[] = [
		{
			key: 'state',
			label: m.authoring_filter_state(),
			kind: 'choice',
			options: MODULE_STATES.map((value) => ({ value, label: moduleStateWord(value) }))
		},
		{
			key: 'language',
			label: m.authoring_filter_language(),
			kind: 'choice',
			options: LANGUAGE_MARKS.map((value) => ({ value, label: markWord(value) }))
		},
		{
			key: 'source',
			label: m.authoring_filter_source(),
			kind: 'choice',
			options: (['files', 'portal'] as const).map((value) => ({ value, label: sourceWord(value) }))
		}
	];
	const columns = [
		{ key: 'what', label: m.authoring_col_module(), sort: 'title', class: 'c-what' },
		{ key: 'languages', label: m.authoring_col_languages() },
		{ key: 'assigned', label: m.authoring_col_assigned() },
		{ key: 'started', label: m.authoring_col_started() },
		{ key: 'passed', label: m.authoring_col_passed() },
		{ key: 'overdue', label: m.authoring_col_overdue() },
		{ key: 'minutes', label: m.authoring_col_minutes() },
		{ key: 'changed', label: m.authoring_col_changed(), sort: 'changed' }
	];
	return { shape: modulesShape, state, columns, filters, ...page };
}

export const actions: Actions = {
	sync: action(async (event) => {
		const { db, clock, locale } = event.locals;
		const report = await syncTraining(db, signedIn(event), { folder: config().contentDir, clock });
		const { published, refreshed, kept, hidden, shown, unchanged } = report;
		return {
			sync: { published, refreshed, kept, hidden, shown, unchanged },
			problems: report.problems.map((problem) => ({
				...{ file: problem.file, line: problem.line, level: problem.level },
				words: problemSentence(problem, locale)
			}))
		};
	})
};
