import { localize } from '$lib/i18n/localized.ts';
import { getOwnProfile } from '$lib/server/auth/own-profile.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = guarded(async (event) => {
	const { db, locale } = event.locals;
	const actor = signedIn(event);
	const { facts, managerName, deputyFor, represents } = await getOwnProfile(db, actor);
	return {
		profile: {
			name: facts.name,
			email: facts.email,
			position: facts.position,
			phone: facts.phone,
			unit: localize(facts.unitName, locale),
			place: facts.placeName ? localize(facts.placeName, locale) : '',
			manager: managerName ?? '',
			deputyFor,
			represents,
			roles: [...new Set(actor.roles.map(({ role }) => role))]
		}
	};
});
