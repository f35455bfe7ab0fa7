import { formatDay, formatTime } from '#lib/format/dates.ts';
import type { DayForm } from '#lib/format/day-forms.ts';
import { isoDay, type Moment } from '#lib/format/moments.ts';
import type { Locale } from '#lib/i18n/localized.ts';

/** How a sentence may want a moment: its day and hour bent to the place they stand in, or one of the two alone. */
export const MOMENT_FORMS = ['on', 'since', 'by', 'until', 'plain', 'day', 'time'] as const;
export type MomentForm = (typeof MOMENT_FORMS)[number];

/** Letters that an Estonian hour takes to agree with its day: "reedeni, 27. novembrini kella 19.00ni". */
const estonianHour: Record<DayForm, [word: string, ending: string]> = {
	plain: ['kell', ''],
	on: ['kell', ''],
	since: ['kella', 'st'],
	by: ['kella', 'ks'],
	until: ['kella', 'ni']
};

const russianHour: Record<DayForm, string> = {
	plain: '',
	on: 'в\u00a0',
	since: 'с\u00a0',
	by: 'к\u00a0',
	until: 'до\u00a0'
};

/** A moment in a form: "neljapäeval, 26. novembril kell 17.00", "до пятницы, 27 ноября, до 9.00". */
export function slotMoment(
	moment: Moment,
	locale: Locale,
	form: MomentForm = 'on',
	now: Moment = new Date()
): string {
	if (form === 'time') return formatTime(moment, locale);
	if (form === 'day') return formatDay(moment, locale, 'on', now);
	return `${formatDay(moment, locale, form, now)}${hourOf(moment, locale, form)}`;
}

function hourOf(moment: Moment, locale: Locale, form: DayForm): string {
	const time = formatTime(moment, locale);
	if (locale === 'ru') return `, ${russianHour[form]}${time}`;
	if (locale === 'en') return form === 'on' ? ` at\u00a0${time}` : `, ${time}`;
	const [word, ending] = estonianHour[form];
	return ` ${word}\u00a0${time}${ending}`;
}

/** A whole window in a sentence: "neljapäeval, 26. novembril kell 17.00–19.00". Without an end, its beginning. */
export function slotWindow(
	startsAt: Moment,
	endsAt: Moment | null,
	locale: Locale,
	now: Moment = new Date()
): string {
	if (!endsAt) return slotMoment(startsAt, locale, 'on', now);
	if (isoDay(startsAt) !== isoDay(endsAt)) {
		const until = slotMoment(endsAt, locale, 'until', now);
		if (locale === 'en') return `from ${slotMoment(startsAt, locale, 'plain', now)} ${until}`;
		return `${slotMoment(startsAt, locale, 'since', now)} ${until}`;
	}
	const [from, until] = [formatTime(startsAt, locale), formatTime(endsAt, locale)];
	const day = formatDay(startsAt, locale, 'on', now);
	if (locale === 'ru') return `${day}, с\u00a0${from} до\u00a0${until}`;
	return locale === 'et' ? `${day} kell\u00a0${from}–${until}` : `${day}, ${from}–${until}`;
}
