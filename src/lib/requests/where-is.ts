import { localize, type Locale } from '#lib/i18n/localized.ts';
import type { ForPerson } from './asking-page-view.ts';

/** Unit and place of somebody, as one line. */
export const whereIs = (person: ForPerson, locale: Locale): string =>
	[person.unitName, person.placeName]
		.flatMap((name) => (name ? [localize(name, locale)] : []))
		.join(', ');
