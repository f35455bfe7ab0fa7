import { localize, type Locale, type LocalizedText } from '#lib/i18n/localized.ts';
import { lowerFirst } from '#lib/i18n/lower-first.ts';

/** A right as one name: "Dokumendihaldus (vaatan andmeid)". */
export function rightName(system: LocalizedText, role: LocalizedText, locale: Locale): string {
	return `${localize(system, locale)} (${lowerFirst(localize(role, locale))})`;
}
