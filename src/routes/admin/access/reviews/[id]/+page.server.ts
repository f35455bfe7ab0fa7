import { closeCampaign } from '$lib/server/access/reviews/close-campaign.ts';
import { getCampaign } from '$lib/server/access/reviews/get-campaign.ts';
import { openCampaign } from '$lib/server/access/reviews/open-campaign.ts';
import { discardCampaign } from '$lib/server/access/reviews/save-campaign.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock } = event.locals;
	const found = await getCampaign(db, signedIn(event), event.params.id, clock);
	return { found, planned: event.url.searchParams.has('planned') };
});

export const actions: Actions = {
	open: action(async (event) => {
		const { db, clock } = event.locals;
		const campaignId = event.params.id ?? '';
		const opened = await openCampaign(db, signedIn(event), { campaignId }, clock);
		return { did: 'opened' as const, ...opened };
	}),
	discard: action(async (event) => {
		const { db, clock } = event.locals;
		const campaignId = event.params.id ?? '';
		await discardCampaign(db, signedIn(event), { campaignId }, clock);
		redirect(303, '/admin/access/reviews');
	}),
	close: action(async (event) => {
		const { db, clock } = event.locals;
		const campaignId = event.params.id ?? '';
		await closeCampaign(db, signedIn(event), { campaignId }, clock);
		return { did: 'closed' as const };
	})
};
