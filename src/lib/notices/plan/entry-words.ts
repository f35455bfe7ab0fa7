import { formatDay, formatTime } from '#lib/format/dates.ts';
import { isoDay } from '#lib/format/moments.ts';
import type { Locale } from '#lib/i18n/localized.ts';
import { m } from '#lib/paraglide/messages.js';
import { noticeNumberText } from '../notice-words.ts';
import { windowText } from '../window-text.ts';
import type { CalendarClash, CalendarEntry } from '../calendar-view.ts';

/** The hours of an entry on one day: "18.00–20.00", "18.00", "kuni 2.00", "terve päev". */
export function hoursOn(
	entry: Pick<CalendarEntry, 'startsAt' | 'endsAt'>,
	day: string,
	locale: Locale
): string {
	const begins = isoDay(entry.startsAt) === day;
	// An end at midnight belongs to the day before.
	const last = entry.endsAt && new Date(entry.endsAt.getTime() - 1);
	const ends = last !== null && isoDay(last) <= day;
	const start = formatTime(entry.startsAt, locale);
	const wholeDay = begins && /^0[.:]00$/.test(start);
	if (begins && !wholeDay) {
		if (!entry.endsAt || !ends) return start;
		return `${start}–${formatTime(entry.endsAt, locale)}`;
	}
	if (!ends || !entry.endsAt) return m.notice_plan_all_day();
	const end = formatTime(entry.endsAt, locale);
	return /^0[.:]00$/.test(end) ? m.notice_plan_all_day() : m.notice_plan_until({ time: end });
}

const clashWords = {
	same: m.notice_plan_clash_same,
	depends: m.notice_plan_clash_depends,
	place: m.notice_plan_clash_place
};

/** What a notice clashes with, a sentence for each reason. */
export function clashLines(clashes: readonly CalendarClash[]): string[] {
	return (['same', 'depends', 'place'] as const).flatMap((why) => {
		const numbers = clashes.filter((one) => one.why === why);
		if (numbers.length === 0) return [];
		const list = numbers.map(({ number }) => noticeNumberText(number)).join(', ');
		return [clashWords[why]({ numbers: list })];
	});
}

/** A month as a heading: "november 2026", "ноябрь 2026", "November 2026". */
export function monthText(day: string, locale: Locale): string {
	const tag = locale === 'en' ? 'en-GB' : locale;
	const month = new Intl.DateTimeFormat(tag, { timeZone: 'UTC', month: 'long' }).format(
		new Date(`${day}T12:00:00Z`)
	);
	return m.notice_plan_month_of({ month, year: day.slice(0, 4) });
}

const isMidnight = (moment: Date) => /^0[.:]00$/.test(formatTime(moment, 'et'));

/** A span of days or hours: "reede, 27. november", "reede, 27. november – esmaspäev, 30. november", else with hours. */
export function spanText(
	{ startsAt, endsAt }: { startsAt: Date; endsAt: Date },
	locale: Locale,
	now: Date
): string {
	if (!isMidnight(startsAt) || !isMidnight(endsAt))
		return windowText({ startsAt, plannedEndAt: endsAt }, locale, now);
	const from = formatDay(startsAt, locale, 'plain', now);
	const to = formatDay(new Date(endsAt.getTime() - 1), locale, 'plain', now);
	return from === to ? from : m.notice_plan_week_of({ from, to });
}
