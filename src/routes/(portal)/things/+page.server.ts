import { localize } from '$lib/i18n/localized.ts';
import { getThingsOwner, listWards } from '$lib/server/people/things-owner.ts';
import { thingsOf } from '$lib/server/requests/queries/things-of.ts';
import { trainingOfThings } from '$lib/server/training/reading/training-of-things.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { PageServerLoad } from './$types';
import { ACT_SERVICES } from './thing-acts.ts';
import { shownRight } from './shown-right.ts';

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
	return {
		...things,
		// What others share or sign is theirs to see.
		...(self ? {} : { shared: [], toSign: [], counts: [] }),
		// In one language: the page carries what its script needs a second time.
		seats: things.seats.map(({ description, ...seat }) => ({
			...seat,
			what: localize(description, locale)
		})),
		rights: things.rights.map((right) => shownRight(right, locale)),
		wards,
		/** Says things of these devices: their holder, or the representative. */
		speaks: self || (owner !== null && actor.representsUnitIds.includes(owner.unitId)),
		training: training.map((one) => ({ ...one, title: localize(one.title, locale) })),
		owner: owner && { personId: owner.personId, name: owner.name, position: owner.position },
		personId: actor.personId,
		/** May ask in this person's name: the colleague one represents or leads. */
		mayAsk: self || wards.some((ward) => ward.personId === asked),
		now
	};
});
