import { m } from '#lib/paraglide/messages.js';
import type { KindTexts } from './kind-texts.ts';

/** What is said of somebody who leaves: to them and to their line manager. */
export const leavingTexts: KindTexts<'leaving'> = {
	'leaving.told': { line: m.leaving_line_told, subject: m.leaving_subject_told },
	'leaving.team': { line: m.leaving_line_team, subject: m.leaving_subject_team }
};
