import { m } from '#lib/paraglide/messages.js';
import type { KindTexts } from './kind-texts.ts';

/** What is said of those who come and move. */
export const moveTexts: KindTexts<'move' | 'joiner'> = {
	'move.to_decide': { line: m.moves_line_to_decide, subject: m.moves_subject_to_decide },
	'move.reminder': { line: m.moves_line_reminder, subject: m.moves_subject_reminder },
	'move.told': { line: m.moves_line_told, subject: m.moves_subject_told },
	'move.tasks': { line: m.moves_line_tasks, subject: m.moves_subject_tasks },
	'joiner.late': { line: m.moves_line_late_joiner, subject: m.moves_subject_late_joiner }
};
