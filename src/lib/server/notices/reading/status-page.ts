import { localize, type Locale } from '#lib/i18n/localized.ts';
import { withLocale } from '#lib/i18n/server-locale.ts';
import { m } from '#lib/paraglide/messages.js';
import { noticeBrief } from './concerns-now.ts';
import { plainNotices } from './plain-notices.ts';
import { helpOf } from './screen.ts';
import type { StatusCopy } from './status-copy.ts';

/** The open status page in one language; `inLanguage` says where it is in the others. */
export function statusPage(
	copy: StatusCopy,
	locale: Locale,
	inLanguage: (locale: Locale) => string
): string {
	const { settings, at } = copy;
	return plainNotices({
		locale,
		title: m.notices_status_title({}, { locale }),
		organisation: localize(settings.organisationName, locale),
		help: helpOf(settings, locale),
		notices: withLocale(locale, () =>
			copy.notices.map((notice) => noticeBrief(notice, locale, at))
		),
		at,
		inLanguage,
		old: copy.isOld
	});
}
