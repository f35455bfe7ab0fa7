import { REVIEW_STATES } from '$lib/access/change-kinds.ts';
import { campaignsShape } from '$lib/access/reviews/review-shapes.ts';
import { stateWord } from '$lib/access/reviews/review-words.ts';
import { parseListState } from '$lib/lists/list-state.ts';
import type { ListView } from '$lib/lists/list-view.ts';
import { m } from '$lib/paraglide/messages.js';
import { can } from '$lib/people/permissions.ts';
import { listCampaigns, type CampaignRow } from '$lib/server/access/reviews/list-campaigns.ts';
import { nextReview } from '$lib/server/access/reviews/next-review.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock } = event.locals;
	const actor = signedIn(event);
	const state = parseListState(campaignsShape, event.url.searchParams);
	const [page, next] = await Promise.all([
		listCampaigns(db, actor, state, clock),
		nextReview(db, clock.now())
	]);
	const view: ListView<CampaignRow> = {
		shape: campaignsShape,
		state,
		columns: [
			{ key: 'name', label: m.reviews_col_name(), sort: 'name', class: 'c-what' },
			{ key: 'state', label: m.reviews_col_state(), class: 'c-state' },
			{ key: 'due', label: m.reviews_col_days(), sort: 'opens' },
			{ key: 'answered', label: m.reviews_col_answered() },
			{ key: 'removals', label: m.reviews_col_removals() }
		],
		filters: [
			{
				key: 'state',
				label: m.reviews_col_state(),
				kind: 'choice',
				options: REVIEW_STATES.map((value) => ({ value, label: stateWord(value) }))
			}
		],
		...page
	};
	return { view, next, mayPlan: can(actor, 'rights.grant') };
});
