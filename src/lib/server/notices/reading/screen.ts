import { localize, type Locale } from '#lib/i18n/localized.ts';
import type { Actor } from '#lib/people/actor.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Db } from '#lib/server/db/client.ts';
import { getPublicSettings, type PublicSettings } from '#lib/server/settings/settings.ts';
import { concernsNow } from './concerns-now.ts';
import { plainNotices } from './plain-notices.ts';

const RENEW_SECONDS = 60;

/**
 * What concerns a person now as a page for a screen on a wall: big, with what is new put in place every minute. For
 * the person, or whoever has their secret feed address.
 */
export async function noticeScreen(
	db: Db,
	actor: Actor,
	{ locale, now }: { locale: Locale; now: Date }
): Promise<string> {
	const [settings, { notices }] = await Promise.all([
		getPublicSettings(db),
		concernsNow(db, actor, { locale, now, isWhole: true })
	]);
	return plainNotices({
		locale,
		title: m.notices_home_title({}, { locale }),
		organisation: localize(settings.organisationName, locale),
		help: helpOf(settings, locale),
		notices,
		at: now,
		renewSeconds: RENEW_SECONDS
	});
}

/** The IT telephone with its hours, as a line. */
export function helpOf(
	{ itPhone, phoneHours }: Pick<PublicSettings, 'itPhone' | 'phoneHours'>,
	locale: Locale
): string {
	const phone = [itPhone, localize(phoneHours, locale)].filter(Boolean).join(', ');
	return phone && m.notices_poster_phone({ phone }, { locale });
}
