import { formatWhen } from '#lib/format/dates.ts';
import type { Locale } from '#lib/i18n/localized.ts';
import { m } from '#lib/paraglide/messages.js';

/** How long one has to wait before the next attempt at a quiz, in hours and minutes, and until when. */
export function waitParts(until: Date, now: Date, locale: Locale): { span: string; when: string } {
	const options = { locale };
	const all = Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 60_000));
	const [hours, minutes] = [Math.floor(all / 60), all % 60];
	const span =
		hours > 0
			? m.training_span_hours({ hours, minutes }, options)
			: m.training_span_minutes({ minutes }, options);
	return { span, when: formatWhen(until, locale, now, true) };
}
