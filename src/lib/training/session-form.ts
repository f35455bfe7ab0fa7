import * as v from 'valibot';
import { chosenId, neededDay } from '#lib/format/typed-fields.ts';
import { isId } from '#lib/ids.ts';
import { locales } from '#lib/i18n/localized.ts';

const line = v.pipe(v.optional(v.string(), ''), v.trim(), v.maxLength(200, 'errors_text_long'));
/** An hour as people type it: 9, 9.30, 09:30. Gives `09:30`. */
const hour = v.pipe(
	v.optional(v.string(), ''),
	v.trim(),
	v.nonEmpty('errors_required'),
	v.regex(/^([01]?\d|2[0-3])([.:][0-5]\d)?$/, 'courses_error_hour'),
	v.transform((text) => {
		const [h = '', min = '00'] = text.split(/[.:]/);
		return `${h.padStart(2, '0')}:${min}`;
	})
);
const whole = v.pipe(
	v.optional(v.string(), ''),
	v.trim(),
	v.regex(/^\d{1,4}$/, 'errors_number'),
	v.transform(Number)
);

/** The form of a session: days and hours of the town, made into moments by the server. */
export const sessionSchema = v.object({
	moduleId: v.pipe(v.optional(v.string(), ''), v.check(isId, 'errors_choose')),
	day: neededDay,
	from: hour,
	until: hour,
	signUpDay: neededDay,
	signUpHour: hour,
	placeId: chosenId,
	room: line,
	teacherId: chosenId,
	teacherName: line,
	locale: v.picklist(locales, 'errors_choose'),
	seats: whole,
	offerHours: whole,
	note: v.pipe(v.optional(v.string(), ''), v.trim(), v.maxLength(2000, 'errors_text_long')),
	seen: v.optional(v.pipe(v.string(), v.regex(/^\d+$/), v.transform(Number)))
});
export type SessionForm = v.InferOutput<typeof sessionSchema>;
