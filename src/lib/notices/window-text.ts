import { formatDay, formatTime } from '#lib/format/dates.ts';
import { isoDay, type Moment } from '#lib/format/moments.ts';
import type { Locale } from '#lib/i18n/localized.ts';
import { m } from '#lib/paraglide/messages.js';

/** A moment for a sentence: "reedel, 27. novembril kell 18.00". */
export function onMoment(moment: Moment, locale: Locale, now: Moment): string {
	const day = formatDay(moment, locale, 'on', now);
	return m.notifications_moment({ day, time: formatTime(moment, locale) }, { locale });
}

/**
 * A window as people read it: "reede, 27. november, 18.00–20.00", with both days when it ends on another one, its
 * beginning alone where no end is known. Empty without a window.
 */
export function windowText(
	window: { startsAt: Moment | null; plannedEndAt: Moment | null },
	locale: Locale,
	now: Moment
): string {
	const { startsAt, plannedEndAt: endsAt } = window;
	if (!startsAt) return '';
	const plain = (moment: Moment) =>
		`${formatDay(moment, locale, 'plain', now)}, ${formatTime(moment, locale)}`;
	if (!endsAt) return plain(startsAt);
	if (isoDay(startsAt) === isoDay(endsAt)) {
		return `${plain(startsAt)}–${formatTime(endsAt, locale)}`;
	}
	const both = { from: plain(startsAt), until: plain(endsAt) };
	return m.notice_tell_window_until(both, { locale });
}
