import { config } from '$lib/server/config.ts';
import { endFeedKey, findFeedKey, makeFeedKey } from '$lib/server/notices/telling/feed-keys.ts';
import { action, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const actor = signedIn(event);
	return { key: (await findFeedKey(event.locals.db, actor)) ?? null };
};

export const actions: Actions = {
	make: action(async (event) => {
		const { db, clock } = event.locals;
		const secret = await makeFeedKey(db, signedIn(event), clock);
		const base = `${config().origin}/feeds/${secret}`;
		return {
			addresses: {
				calendar: `${base}/notices.ics`,
				atom: `${base}/notices.atom`,
				screen: `${base}/screen`
			}
		};
	}),
	end: action(async (event) => {
		const { db, clock } = event.locals;
		await endFeedKey(db, signedIn(event), clock);
		return { ended: true };
	})
};
