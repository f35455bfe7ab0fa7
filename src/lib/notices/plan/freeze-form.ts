import * as v from 'valibot';
import { neededDay } from '#lib/format/typed-fields.ts';

const line = v.pipe(v.optional(v.string(), ''), v.trim(), v.maxLength(200, 'errors_text_long'));
const needed = v.pipe(line, v.nonEmpty('errors_required'));
/** An hour as people type it: 9, 9.30, 09:30; 24 is the end of the day. Gives `09:30`. */
const hour = (empty: string) =>
	v.pipe(
		v.optional(v.string(), ''),
		v.trim(),
		v.transform((text) => text || empty),
		v.regex(/^(([01]?\d|2[0-3])([.:][0-5]\d)?|24([.:]00)?)$/, 'notice_plan_error_hour'),
		v.transform((text) => {
			const [h = '', min = '00'] = text.split(/[.:]/);
			return `${h.padStart(2, '0')}:${min}`;
		})
	);

/** The form of a freeze: days and hours of the town. Without hours it lasts from midnight to midnight. */
export const freezeSchema = v.object({
	nameEt: needed,
	nameRu: needed,
	nameEn: line,
	reason: line,
	startDay: neededDay,
	startHour: hour('00:00'),
	endDay: neededDay,
	endHour: hour('24:00')
});
