import type { Locale } from '#lib/i18n/localized.ts';
import { calendarNames } from './calendar-names.ts';
import { bendDay, type DayForm } from './day-forms.ts';
import { civilTime, daysBetween, type CivilTime, type Moment } from './moments.ts';

const nbsp = '\u00a0';

function numberInDate(day: number, locale: Locale): string {
	return locale === 'et' ? `${day}.` : String(day);
}

function yearUnlessNow(civil: CivilTime, now: Moment): string {
	return civil.year === civilTime(now).year ? '' : nbsp + civil.year;
}

/**
 * A day for a sentence, bent to its place: `plain` "reede, 27. november", `on` "reedel, 27. novembril",
 * `since` "reedest, 27. novembrist", `by` "reedeks, 27. novembriks", `until` "reedeni, 27. novembrini".
 * Russian and English come with their preposition. The year is said only when it is not this one.
 */
export function formatDay(
	moment: Moment,
	locale: Locale,
	form: DayForm = 'plain',
	now: Moment = new Date()
): string {
	const civil = civilTime(moment);
	const names = calendarNames(locale);
	const weekday = names.weekdays[civil.weekday - 1] ?? '';
	const month = names.months[civil.month - 1] ?? '';
	const bent = bendDay(form, locale, weekday, month);
	const head = bent.before ? bent.before + nbsp : '';
	const number = numberInDate(civil.day, locale);
	return `${head}${bent.weekday}, ${number}${nbsp}${bent.month}${yearUnlessNow(civil, now)}`;
}

/**
 * A day for a row of a list, where the weekday is what people plan by: "kolmapäev, 25. nov", "среда, 25 ноября",
 * "Wednesday, 25 Nov".
 */
export function formatDayRow(moment: Moment, locale: Locale, now: Moment = new Date()): string {
	if (locale === 'ru') return formatDay(moment, locale, 'plain', now);
	const civil = civilTime(moment);
	const names = calendarNames(locale);
	const weekday = names.weekdays[civil.weekday - 1] ?? '';
	const month = names.shortMonths[civil.month - 1] ?? '';
	const number = numberInDate(civil.day, locale);
	return `${weekday}, ${number}${nbsp}${month}${yearUnlessNow(civil, now)}`;
}

/** A day for a column: "R 27. nov", "Пт, 27 нояб.", "Fri 27 Nov"; with the year when it is not this one. */
export function formatDayShort(moment: Moment, locale: Locale, now: Moment = new Date()): string {
	const civil = civilTime(moment);
	const names = calendarNames(locale);
	const weekday = (names.shortWeekdays[civil.weekday - 1] ?? '') + (locale === 'ru' ? ',' : '');
	const month = names.shortMonths[civil.month - 1] ?? '';
	const number = numberInDate(civil.day, locale);
	return `${weekday}${nbsp}${number}${nbsp}${month}${yearUnlessNow(civil, now)}`;
}

/** A day without its weekday: "27. november 2026", "27 ноября 2026", "27 November 2026". */
export function formatDate(moment: Moment, locale: Locale): string {
	const civil = civilTime(moment);
	const month = calendarNames(locale).months[civil.month - 1] ?? '';
	return `${numberInDate(civil.day, locale)}${nbsp}${month}${nbsp}${civil.year}`;
}

/** The same in brief: "27. nov 2026", "27 нояб. 2026", "27 Nov 2026". */
export function formatDateShort(moment: Moment, locale: Locale): string {
	const civil = civilTime(moment);
	const month = calendarNames(locale).shortMonths[civil.month - 1] ?? '';
	return `${numberInDate(civil.day, locale)}${nbsp}${month}${nbsp}${civil.year}`;
}

/** A day as people type it into a field: 24.11.2026, in every language. */
export function formatDayNumeric(moment: Moment): string {
	const { day, month, year } = civilTime(moment);
	return `${String(day).padStart(2, '0')}.${String(month).padStart(2, '0')}.${year}`;
}

/**
 * Reads a typed day: 24.11.2026, 24.11.26, 24/11/2026, 24 11 2026 or 2026-11-24. Gives YYYY-MM-DD, or
 * undefined when it is not a day of the calendar.
 */
export function parseDay(text: string): string | undefined {
	const trimmed = text.trim();
	const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(trimmed);
	const typed = /^(\d{1,2})[./\s-]+(\d{1,2})[./\s-]+(\d{4}|\d{2})\.?$/.exec(trimmed);
	const found = iso ? [iso[1], iso[2], iso[3]] : typed ? [typed[3], typed[2], typed[1]] : undefined;
	if (!found) return undefined;
	const [rawYear, month, day] = found.map(Number) as [number, number, number];
	const year = rawYear < 100 ? 2000 + rawYear : rawYear;
	const date = new Date(Date.UTC(year, month - 1, day));
	if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
	return date.toISOString().slice(0, 10);
}

/** An hour: 8.40 in Estonian and Russian, 8:40 in English. */
export function formatTime(moment: Moment, locale: Locale): string {
	const { hour, minute } = civilTime(moment);
	return `${hour}${locale === 'en' ? ':' : '.'}${String(minute).padStart(2, '0')}`;
}

const relative = new Map<Locale, Intl.RelativeTimeFormat>();

/** "eile", "täna" or "homme" when the day is that near, otherwise undefined. */
export function formatNearDay(
	moment: Moment,
	locale: Locale,
	now: Moment = new Date()
): string | undefined {
	const days = daysBetween(now, moment);
	if (days < -1 || days > 1) return undefined;
	let format = relative.get(locale);
	if (!format) {
		format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
		relative.set(locale, format);
	}
	return format.format(days, 'day');
}

/**
 * When something happened, for a column or the head of a letter: "täna 8.55", "eile 13.20", then
 * "E 23. nov" (with `withTime`: "E 23. nov, 14.10").
 */
export function formatWhen(
	moment: Moment,
	locale: Locale,
	now: Moment = new Date(),
	withTime = false
): string {
	const near = formatNearDay(moment, locale, now);
	if (near) return `${near}${nbsp}${formatTime(moment, locale)}`;
	const day = formatDayShort(moment, locale, now);
	return withTime ? `${day}, ${formatTime(moment, locale)}` : day;
}
