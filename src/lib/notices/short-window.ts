import { formatDayShort, formatTime } from '#lib/format/dates.ts';
import { isoDay, type Moment } from '#lib/format/moments.ts';
import type { Locale } from '#lib/i18n/localized.ts';

/** A window for a column: "N 26. nov 17.00–19.00", with both days when it ends on another one. */
export function shortWindow(
	startsAt: Moment,
	endsAt: Moment | null,
	locale: Locale,
	now: Moment
): string {
	const at = (moment: Moment) =>
		`${formatDayShort(moment, locale, now)} ${formatTime(moment, locale)}`;
	if (!endsAt) return at(startsAt);
	const sameDay = isoDay(startsAt) === isoDay(endsAt);
	return `${at(startsAt)}–${sameDay ? formatTime(endsAt, locale) : at(endsAt)}`;
}
