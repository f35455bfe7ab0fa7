import { localize } from '$lib/i18n/localized.ts';
import { can } from '$lib/people/permissions.ts';
import { concernsNow } from '$lib/server/notices/reading/concerns-now.ts';
import { unreadCount } from '$lib/server/notifications/bell.ts';
import { getPublicSettings } from '$lib/server/settings/settings.ts';
import { initialsOf, type Help, type Viewer } from '$lib/shell/viewer.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ locals, depends, request }) => {
	depends('abilaud:unread');
	depends('abilaud:notices');
	const { actor, clock, db, locale, secondFactorPending } = locals;
	const known = secondFactorPending ? null : actor;
	const [settings, unread, concerns] = await Promise.all([
		getPublicSettings(db),
		// A form may just have changed it; otherwise it came with the session.
		known && request.method !== 'GET' ? unreadCount(db, known) : known ? locals.unread : 0,
		known && concernsNow(db, known, { locale, now: clock.now() })
	]);
	const help: Help = {
		organisation: localize(settings.organisationName, locale),
		phone: settings.itPhone,
		hours: localize(settings.phoneHours, locale),
		email: settings.itMail
	};
	const viewer: Viewer | null = known && {
		name: known.name,
		initials: initialsOf(known.name),
		isDesk: can(known, 'desk.open'),
		singleKeys: known.singleKeys
	};
	return { viewer, help, sample: settings.isSample, unread, concerns };
};
