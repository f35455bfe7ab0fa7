import { conflict, forbidden } from '$lib/errors.ts';
import { formatDayNumeric } from '$lib/format/dates.ts';
import { getCampaign } from '$lib/server/access/reviews/get-campaign.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import { campaignChoices, keepCampaign } from '../../campaign-form.ts';
import type { Actions, PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock } = event.locals;
	const [found, choices] = await Promise.all([
		getCampaign(db, signedIn(event), event.params.id, clock),
		campaignChoices(event)
	]);
	if (!found.mayKeep) throw forbidden();
	if (found.state !== 'draft') throw conflict('reviews_not_draft');
	const start: Record<string, string> = {
		...{ name: found.name, unitId: found.unitId ?? '', systemId: found.systemId ?? '' },
		scope: found.systemId ? 'system' : found.unitId ? 'unit' : 'all',
		opensOn: formatDayNumeric(found.opensOn),
		dueOn: formatDayNumeric(found.dueOn),
		removeWithinDays: String(found.removeWithinDays)
	};
	return { ...choices, start, id: found.id, name: found.name };
});

export const actions: Actions = {
	default: action((event, form) => keepCampaign(event, form, event.params.id))
};
