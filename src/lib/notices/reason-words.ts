import { localize, type Locale, type LocalizedText } from '#lib/i18n/localized.ts';
import { m } from '#lib/paraglide/messages.js';
import type { ReaderReason } from './notice-text.ts';

const inLocale = (name: LocalizedText | string, locale: Locale) =>
	typeof name === 'string' ? name : localize(name, locale);

/**
 * Why somebody is among the readers, as a sentence to them: "You hold a right in Documents". `thing` is the name of
 * what the reason is about; without one, what is left of it, or undefined.
 */
export function reasonSentence(
	reason: Pick<ReaderReason, 'kind' | 'how' | 'via'>,
	thing: LocalizedText | string | undefined,
	locale: Locale
): string | undefined {
	if (reason.how === 'included') return m.notice_tell_why_included({}, { locale });
	if (reason.how === 'me_too') return m.notice_tell_why_me_too({}, { locale });
	if (reason.how === 'person') return m.notice_tell_why_person({}, { locale });
	if (thing === undefined) return undefined;
	const name = inLocale(thing, locale);
	const via = reason.via === undefined ? '' : inLocale(reason.via, locale);
	switch (reason.how) {
		case 'right':
			if (reason.kind === 'role') return m.notice_tell_why_role_plain({ name }, { locale });
			return via
				? m.notice_tell_why_role({ name: via, system: name }, { locale })
				: m.notice_tell_why_right({ name }, { locale });
		case 'depends':
			return via
				? m.notice_tell_why_depends({ name, via }, { locale })
				: m.notice_tell_why_depends_plain({ name }, { locale });
		case 'served':
			return via
				? m.notice_tell_why_served_at({ name, via }, { locale })
				: m.notice_tell_why_served({ name }, { locale });
		case 'seat':
			return m.notice_tell_why_seat({ name }, { locale });
		case 'holds':
			return m.notice_tell_why_holds({ name }, { locale });
		case 'place':
			return m.notice_tell_why_place({ name }, { locale });
		case 'unit':
			return m.notice_tell_why_unit({ name }, { locale });
	}
}
