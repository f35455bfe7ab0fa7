import { getThingsOwner, listWards } from '$lib/server/people/things-owner.ts';
import { thingsOf } from '$lib/server/requests/queries/things-of.ts';
import { trainingOfThings } from '$lib/server/training/reading/training-of-things.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { PageServerLoad } from './$types';
import { ACT_SERVICES } from './thing-acts.ts';
import { shownShared, shownThings } from './shown-things.ts';

export const load: PageServerLoad = guarded(async (event: Parameters<PageServerLoad>[0]) => {
	const { db, clock, locale } = event.locals;
	const actor = signedIn(event);
	const asked = event.url.searchParams.get('person') || actor.personId;
	const self = asked === actor.personId;
	const owner = self ? null : await getThingsOwner(db, actor, asked);
	const now = clock.now();
	const [things, wards, training] = await Promise.all([
		thingsOf(db, asked, ACT_SERVICES),
		listWards(db, actor),
		self ? trainingOfThings(db, actor, now) : []
	]);
	const { services, asked: question } = things;
	return {
		...shownThings(things, training, { personId: actor.personId, own: self, locale, now }),
		services,
		asked: question,
		// What others share or sign is theirs to see.
		shared: self ? things.shared.map(shownShared) : [],
		toSign: self ? things.toSign : [],
		counts: self ? things.counts : [],
		wards,
		/** Says things of these devices: their holder, or the representative. */
		speaks: self || (owner !== null && actor.representsUnitIds.includes(owner.unitId)),
		owner: owner && { personId: owner.personId, name: owner.name, position: owner.position },
		/** May ask in this person's name: the colleague one represents or leads. */
		mayAsk: self || wards.some((ward) => ward.personId === asked),
		now
	};
});
