import { handsOf } from '$lib/access/leaving-lines.ts';
import { shownLine } from '$lib/access/leaving-shown.ts';
import { isoDay } from '$lib/format/moments.ts';
import { findLeavingOf } from '$lib/server/access/leaving/get-leaving.ts';
import { heldByLeaver } from '$lib/server/access/leaving/held-by-leaver.ts';
import { getThingsOwner } from '$lib/server/people/things-owner.ts';
import { getSetting } from '$lib/server/settings/settings.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { PageServerLoad } from './$types';

/** What a leaver brings back, hands over and loses: their own version of it, which their line manager sees too. */
export const load: PageServerLoad = guarded(async (event: Parameters<PageServerLoad>[0]) => {
	const { db, clock, locale } = event.locals;
	const actor = signedIn(event);
	const personId = event.url.searchParams.get('person') || actor.personId;
	const self = personId === actor.personId;
	const owner = self ? null : await getThingsOwner(db, actor, personId);
	const today = isoDay(clock.now());
	const [head, held, phone] = await Promise.all([
		findLeavingOf(db, personId),
		heldByLeaver(db, personId, today),
		getSetting(db, 'itPhone')
	]);
	const open = head?.state === 'open' ? head : undefined;
	const facts = { lastDay: open?.day ?? '', heir: Boolean(open?.managerName) };
	return {
		day: open?.day ?? null,
		name: owner?.name ?? null,
		personId,
		phone,
		today,
		lines: open
			? held
					.filter(({ kind }) => kind !== 'task')
					.map((line) => ({ ...shownLine(line, locale), hands: handsOf(line, facts) }))
			: []
	};
});
