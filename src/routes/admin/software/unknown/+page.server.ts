import { parseListState, type ListState } from '$lib/lists/list-state.ts';
import type { ListView } from '$lib/lists/list-view.ts';
import { m } from '$lib/paraglide/messages.js';
import { can } from '$lib/people/permissions.ts';
import { ignoreSchema, teachSchema } from '$lib/software/legality-schemas.ts';
import { unknownShape } from '$lib/software/legality-shapes.ts';
import { findProgress } from '$lib/server/jobs/job-progress.ts';
import type { ListPage } from '$lib/server/lists/list-page.ts';
import { listUnknown, type UnknownRow } from '$lib/server/software/installations/list-unknown.ts';
import { teachTitles } from '$lib/server/software/installations/teach-titles.ts';
import { productChoices } from '$lib/server/software/product-choices.ts';
import { MATCH_JOB } from '$lib/server/software/software-jobs.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock } = event.locals;
	const actor = signedIn(event);
	const state = parseListState(unknownShape, event.url.searchParams);
	const mayTeach = can(actor, 'software.edit');
	const [page, products, progress] = await Promise.all([
		listUnknown(db, actor, state, clock),
		mayTeach ? productChoices(db) : [],
		findProgress(db, MATCH_JOB)
	]);
	return {
		view: unknownView(state, page),
		products,
		mayTeach,
		progress: progress && !progress.finishedAt ? progress : undefined
	};
});

function unknownView(state: ListState, page: ListPage<UnknownRow>): ListView<UnknownRow> {
	return {
		shape: unknownShape,
		state,
		columns: [
			{ key: 'name', label: m.legality_col_rule(), sort: 'name', class: 'c-what' },
			{ key: 'version', label: m.legality_col_version() },
			{ key: 'devices', label: m.legality_col_devices(), sort: 'devices', class: 'c-num' },
			{ key: 'since', label: m.legality_col_since(), sort: 'since' },
			{ key: 'teach', label: m.legality_teach() }
		],
		filters: [{ key: 'since', label: m.legality_filter_since(), kind: 'date' }],
		...page
	};
}

export const actions: Actions = {
	ignore: action(async (event, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(ignoreSchema, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const said = { titleIds: parsed.data.ids, productId: null };
		return { taught: await teachTitles(db, signedIn(event), said, clock) };
	}),
	teach: action(async (event, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(teachSchema, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const { ids: titleIds, productId } = parsed.data;
		return { taught: await teachTitles(db, signedIn(event), { titleIds, productId }, clock) };
	})
};
