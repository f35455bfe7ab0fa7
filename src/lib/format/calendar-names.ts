import type { Locale } from '#lib/i18n/localized.ts';

/** Names of months and weekdays in one language; index 0 is January and Monday. */
export type CalendarNames = {
	/** As inside a date: "november", "ноября", "November". */
	months: string[];
	shortMonths: string[];
	/** As at the head of a date: "reede", "пятница", "Friday". */
	weekdays: string[];
	shortWeekdays: string[];
};

const known = new Map<Locale, CalendarNames>();

function read(locale: Locale): CalendarNames {
	// English without a region would be American: "November 27".
	const tag = locale === 'en' ? 'en-GB' : locale;
	const name = (date: Date, type: 'month' | 'weekday', width: 'long' | 'short') => {
		const day = type === 'month' ? { day: 'numeric' as const } : {};
		const format = new Intl.DateTimeFormat(tag, { timeZone: 'UTC', ...day, [type]: width });
		const part = format.formatToParts(date).find((each) => each.type === type);
		return part?.value ?? '';
	};
	const months = Array.from({ length: 12 }, (_, month) => new Date(Date.UTC(2026, month, 15)));
	const days = Array.from({ length: 7 }, (_, day) => new Date(Date.UTC(2026, 5, 1 + day)));
	const upper = (text: string) => text.charAt(0).toLocaleUpperCase(tag) + text.slice(1);
	return {
		months: months.map((date) => name(date, 'month', 'long')),
		shortMonths: months.map((date) => name(date, 'month', 'short')),
		weekdays: days.map((date) => name(date, 'weekday', 'long')),
		shortWeekdays: days.map((date) => upper(name(date, 'weekday', 'short')))
	};
}

/** The names in one language, read from Intl once. */
export function calendarNames(locale: Locale): CalendarNames {
	let names = known.get(locale);
	if (!names) known.set(locale, (names = read(locale)));
	return names;
}
