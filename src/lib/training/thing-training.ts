import type { LocalizedText } from '#lib/i18n/localized.ts';

/** A module that teaches something somebody holds. */
export type ThingTraining = {
	/** Slug of the product or system. */
	about: string;
	slug: string;
	title: LocalizedText;
	/** An obligation stands before an older completion; `offered`: neither. */
	state: 'overdue' | 'open' | 'done' | 'offered';
};
