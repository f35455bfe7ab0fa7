import { m } from '#lib/paraglide/messages.js';
import type { KindTexts } from './kind-texts.ts';

/** What is said of reviews of rights: to those who answer, to owners, and to whom something was taken away from. */
export const reviewTexts: KindTexts<'review'> = {
	'review.asked': {
		line: m.reviews_line_asked,
		subject: m.reviews_subject_asked
	},
	'review.reminder': {
		line: m.reviews_line_reminder,
		subject: m.reviews_subject_reminder
	},
	'review.escalated': {
		line: m.reviews_line_escalated,
		subject: m.reviews_subject_escalated
	},
	'review.passed_on': {
		line: m.reviews_line_passed_on,
		subject: m.reviews_subject_passed_on
	},
	'review.unknown': {
		line: m.reviews_line_unknown,
		subject: m.reviews_subject_unknown
	},
	'review.removed': {
		line: m.reviews_line_removed,
		subject: m.reviews_subject_removed
	}
};
