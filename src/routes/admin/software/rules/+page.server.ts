import { parseListState } from '$lib/lists/list-state.ts';
import { can } from '$lib/people/permissions.ts';
import { rulesShape } from '$lib/software/legality-shapes.ts';
import { findProgress } from '$lib/server/jobs/job-progress.ts';
import { listRules } from '$lib/server/software/installations/list-rules.ts';
import { productChoices } from '$lib/server/software/product-choices.ts';
import { MATCH_JOB } from '$lib/server/software/software-jobs.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { PageServerLoadEvent } from './$types';
import { ruleView } from './rule-list.ts';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock } = event.locals;
	const actor = signedIn(event);
	const state = parseListState(rulesShape, event.url.searchParams);
	const [page, products, progress] = await Promise.all([
		listRules(db, actor, state, clock),
		productChoices(db),
		findProgress(db, MATCH_JOB)
	]);
	const { searchParams } = event.url;
	return {
		view: ruleView(state, page, products),
		mayTeach: can(actor, 'software.edit'),
		progress: progress && !progress.finishedAt ? progress : undefined,
		done: searchParams.has('saved') ? 'saved' : searchParams.has('removed') ? 'removed' : undefined
	};
});
