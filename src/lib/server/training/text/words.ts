import { m } from '#lib/paraglide/messages.js';
import type { Locale } from '#lib/i18n/localized.ts';

/** Kinds of alerts as they are written in a quote's first line. */
export const ALERTS = ['note', 'tip', 'important', 'warning', 'caution'] as const;
export type Alert = (typeof ALERTS)[number];

const alertWords: Record<Alert, typeof m.text_alert_note> = {
	note: m.text_alert_note,
	tip: m.text_alert_tip,
	important: m.text_alert_important,
	warning: m.text_alert_warning,
	caution: m.text_alert_caution
};

/** The alert's own title in the reader's language. */
export const alertTitle = (kind: Alert, locale: Locale) => alertWords[kind]({}, { locale });

/** Containers that show as a box with a title of their own. */
export const BOXES = [
	'objectives',
	'questions',
	'keypoints',
	'prereq',
	'callout',
	'caution',
	'checklist',
	'challenge',
	'hint',
	'solution',
	'discussion',
	'spoiler',
	'instructor'
] as const;
export type Box = (typeof BOXES)[number];

const boxWords: Record<Box, typeof m.text_alert_note | null> = {
	objectives: m.text_box_objectives,
	questions: m.text_box_questions,
	keypoints: m.text_box_keypoints,
	prereq: m.text_box_prereq,
	callout: null,
	caution: m.text_alert_caution,
	checklist: m.text_box_checklist,
	challenge: m.text_box_challenge,
	hint: m.text_box_hint,
	solution: m.text_box_solution,
	discussion: m.text_box_discussion,
	spoiler: m.text_box_spoiler,
	instructor: m.text_box_instructor
};

/** The title of a box nobody gave one; null for one that needs none. */
export const boxTitle = (kind: Box, locale: Locale) => boxWords[kind]?.({}, { locale }) ?? null;

/** Words around a video: what happens when it is chosen. */
export const videoWords = (locale: Locale, title: string, host: string) =>
	m.text_video({ title, host }, { locale });

export const videoUntitled = (locale: Locale) => m.text_video_untitled({}, { locale });
export const footnotesTitle = (locale: Locale) => m.text_footnotes({}, { locale });
export const footnoteBack = (locale: Locale) => m.text_footnote_back({}, { locale });
