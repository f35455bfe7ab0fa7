import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { LearnerState } from './obligation.ts';

/** A module that teaches something somebody holds. */
export type ThingTraining = {
	/** Slug of the product or system. */
	about: string;
	slug: string;
	title: LocalizedText;
	state: LearnerState;
	/** How many modules teach the thing, of which the first few are told. */
	inAll: number;
};
