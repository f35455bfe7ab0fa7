import { formatDay, formatNearDay, formatTime } from '#lib/format/dates.ts';
import { civilTime, isoDay } from '#lib/format/moments.ts';
import type { Locale } from '#lib/i18n/localized.ts';
import { m } from '#lib/paraglide/messages.js';

/**
 * When something is to happen, on a page: "täna, kell 17–19", "neljapäev, 26. november, kell 17", over midnight
 * "täna, kell 22 – reede, 27. november, kell 6". Empty where nothing is planned. In letters, which are read on another
 * day, `windowText` says the day itself.
 */
export function whenText(
	{ startsAt, plannedEndAt }: { startsAt: Date | null; plannedEndAt: Date | null },
	locale: Locale,
	now: Date
): string {
	if (!startsAt) return '';
	const moment = (at: Date, hours: string) =>
		m.notices_at({ day: dayWord(at, locale, now), hours }, { locale });
	if (!plannedEndAt) return moment(startsAt, hourText(startsAt, locale));
	if (isoDay(startsAt) === isoDay(plannedEndAt))
		return moment(startsAt, hoursText(startsAt, plannedEndAt, locale));
	return m.notices_from_to(
		{
			from: moment(startsAt, hourText(startsAt, locale)),
			to: moment(plannedEndAt, hourText(plannedEndAt, locale))
		},
		{ locale }
	);
}

/** A day and an hour within a sentence: "täna kell 8.40", "neljapäeval, 26. novembril kell 8.40". */
export function onMoment(at: Date, locale: Locale, now: Date): string {
	const day = formatNearDay(at, locale, now) ?? formatDay(at, locale, 'on', now);
	return m.notices_on_at({ day, time: formatTime(at, locale) }, { locale });
}

const dayWord = (at: Date, locale: Locale, now: Date) =>
	formatNearDay(at, locale, now) ?? formatDay(at, locale, 'plain', now);

/** In Estonian a whole hour is said without its minutes. */
function hourText(at: Date, locale: Locale): string {
	const { hour, minute } = civilTime(at);
	return locale === 'et' && minute === 0 ? String(hour) : formatTime(at, locale);
}

function hoursText(from: Date, to: Date, locale: Locale): string {
	const whole = civilTime(from).minute === 0 && civilTime(to).minute === 0;
	const text = whole ? hourText : formatTime;
	return `${text(from, locale)}–${text(to, locale)}`;
}
