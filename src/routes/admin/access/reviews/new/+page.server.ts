import { formatDayNumeric } from '$lib/format/dates.ts';
import { action, guarded } from '$lib/server/web/route.ts';
import { campaignChoices, keepCampaign } from '../campaign-form.ts';
import type { Actions, PageServerLoadEvent } from './$types';

const DAY = 86_400_000;
/** How long people have to answer when nobody says another day. */
const DAYS_TO_ANSWER = 21;

export const load = guarded(async (event: PageServerLoadEvent) => {
	const now = event.locals.clock.now();
	const start: Record<string, string> = {
		scope: 'all',
		opensOn: formatDayNumeric(now),
		dueOn: formatDayNumeric(new Date(now.getTime() + DAYS_TO_ANSWER * DAY)),
		removeWithinDays: '10'
	};
	return { ...(await campaignChoices(event)), start };
});

export const actions: Actions = { default: action((event, form) => keepCampaign(event, form)) };
