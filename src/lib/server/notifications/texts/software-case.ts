import { m } from '#lib/paraglide/messages.js';
import type { KindTexts } from './kind-texts.ts';

/** What is said of software that should not be where it is. */
export const softwareCaseTexts: KindTexts<'software'> = {
	'software.case_opened': {
		line: m.legality_line_case_opened,
		subject: m.legality_subject_case_opened
	},
	'software.case_manager': {
		line: m.legality_line_case_manager,
		subject: m.legality_subject_case_manager
	},
	'software.case_desk': {
		line: m.legality_line_case_desk,
		subject: m.legality_subject_case_desk
	},
	'software.case_reminder': {
		line: m.legality_line_case_reminder,
		subject: m.legality_subject_case_reminder
	},
	'software.case_closed': {
		line: m.legality_line_case_closed,
		subject: m.legality_subject_case_closed
	},
	'software.case_said': {
		line: m.legality_line_case_said,
		subject: m.legality_subject_case_said
	}
};
