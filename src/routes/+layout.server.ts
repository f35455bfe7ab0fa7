import { localize } from '$lib/i18n/localized.ts';
import { can } from '$lib/people/permissions.ts';
import { getPublicSettings } from '$lib/server/settings/settings.ts';
import { initialsOf, type Help, type Viewer } from '$lib/shell/viewer.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ locals }) => {
	const { actor, db, locale, secondFactorPending } = locals;
	const settings = await getPublicSettings(db);
	const help: Help = {
		organisation: localize(settings.organisationName, locale),
		phone: settings.itPhone,
		hours: localize(settings.phoneHours, locale),
		email: settings.itMail
	};
	const viewer: Viewer | null =
		actor && !secondFactorPending
			? {
					name: actor.name,
					initials: initialsOf(actor.name),
					isDesk: can(actor, 'desk.open'),
					singleKeys: actor.singleKeys
				}
			: null;
	return { viewer, help, sample: settings.isSample };
};
