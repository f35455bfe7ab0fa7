import { m } from '#lib/paraglide/messages.js';
import type { KindTexts } from './kind-texts.ts';

/** What is said of write-offs. */
export const writeOffTexts: KindTexts<'write_off'> = {
	'write_off.opinion_asked': {
		line: m.writeoff_line_opinion_asked,
		subject: m.writeoff_subject_opinion_asked
	},
	'write_off.decision_asked': {
		line: m.writeoff_line_decision_asked,
		subject: m.writeoff_subject_decision_asked
	},
	'write_off.approved': {
		line: m.writeoff_line_approved,
		subject: m.writeoff_subject_approved
	},
	'write_off.rejected': {
		line: m.writeoff_line_rejected,
		subject: m.writeoff_subject_rejected
	}
};
