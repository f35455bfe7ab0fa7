import { m } from '#lib/paraglide/messages.js';
import { REMINDER_CHOICES } from '../draft-defaults.ts';

const WORDS: Record<(typeof REMINDER_CHOICES)[number], () => string> = {
	10080: m.notice_writing_reminder_week,
	2880: m.notice_writing_reminder_two_days,
	1440: m.notice_writing_reminder_day,
	120: m.notice_writing_reminder_two_hours,
	30: m.notice_writing_reminder_half_hour
};

/** The reminders that a form offers, and any other that the notice has, in hours. */
export function reminderOptions(chosen: readonly number[]): { value: string; label: string }[] {
	const known = REMINDER_CHOICES.map((minutes) => ({ minutes, label: WORDS[minutes]() }));
	const others = chosen
		.filter((minutes) => !(REMINDER_CHOICES as readonly number[]).includes(minutes))
		.map((minutes) => ({ minutes, label: m.notice_writing_reminder_minutes({ minutes }) }));
	return [...known, ...others]
		.sort((a, b) => b.minutes - a.minutes)
		.map(({ minutes, label }) => ({ value: String(minutes), label }));
}
