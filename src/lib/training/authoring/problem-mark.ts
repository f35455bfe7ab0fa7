import type { Locale } from '#lib/i18n/localized.ts';

/** Something the checker found, as a page shows it. */
export type ProblemMark = {
	/** In which text; null in a picture or the module as a whole. */
	locale: Locale | null;
	file: string;
	line: number;
	level: 'error' | 'warning';
	words: string;
};
