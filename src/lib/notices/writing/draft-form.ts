import * as v from 'valibot';
import { typedDay } from '#lib/format/typed-fields.ts';
import { isId } from '#lib/ids.ts';
import { locales, type Locale } from '#lib/i18n/localized.ts';
import { parseAffected } from '../affected.ts';
import { NOTICE_KINDS } from '../notice-states.ts';
import type { NoticeText } from '../notice-text.ts';
import { TEXT_PARTS, type TextPart } from '../text-gaps.ts';

const text = (longest: number) =>
	v.pipe(v.optional(v.string(), ''), v.trim(), v.maxLength(longest, 'errors_text_long'));
const ticked = v.pipe(
	v.optional(v.string(), ''),
	v.transform((value) => value !== '')
);
const codes = v.pipe(
	v.optional(v.union([v.string(), v.array(v.string())]), []),
	v.transform((value) => (Array.isArray(value) ? value : [value]))
);

/** An hour as people type it: 9, 9.30, 09:30; as `09:30`, nothing typed is null. */
export const typedHour = v.pipe(
	v.optional(v.string(), ''),
	v.trim(),
	v.regex(/^(([01]?\d|2[0-3])([.:][0-5]\d)?)?$/, 'notice_writing_error_hour'),
	v.transform((value) => {
		if (value === '') return null;
		const [hour = '', minute = '00'] = value.split(/[.:]/);
		return `${hour.padStart(2, '0')}:${minute}`;
	})
);

/** The name of a text's field: `et.title`. */
export const textField = (locale: Locale, part: TextPart) => `${locale}.${part}` as const;

const LONGEST: Record<TextPart, number> = {
	title: 120,
	summary: 3000,
	cannot: 1000,
	before: 1000,
	instead: 1000,
	contact: 300
};

const textEntries = Object.fromEntries(
	locales.flatMap((locale) =>
		TEXT_PARTS.map((part) => [textField(locale, part), text(LONGEST[part])])
	)
) as Record<`${Locale}.${TextPart}`, ReturnType<typeof text>>;

/** When it begins and ends, as typed: days and hours of the town, made into moments by the server. */
export const windowEntries = {
	startsDay: typedDay,
	startsHour: typedHour,
	endsDay: typedDay,
	endsHour: typedHour
};

/** More would be a nuisance to everybody whom it concerns. */
const MOST_REMINDERS = 10;

/** The form of a notice. */
export const draftSchema = v.object({
	...textEntries,
	...windowEntries,
	kind: v.picklist(NOTICE_KINDS, 'errors_choose'),
	affected: v.pipe(
		codes,
		v.transform((values) => parseAffected(values))
	),
	ownerId: v.pipe(v.optional(v.string(), ''), v.check(isId, 'errors_choose')),
	reminders: v.pipe(
		codes,
		v.transform((values) =>
			values
				.map(Number)
				.filter((minutes) => Number.isInteger(minutes) && minutes > 0 && minutes <= 43_200)
				.slice(0, MOST_REMINDERS)
		)
	),
	/** Nobody has touched the reminders: none ticked then means those of the impact. */
	remindersFollow: ticked,
	checks: v.pipe(
		text(2000),
		v.transform((value) => value.split('\n'))
	),
	asksAcknowledgement: ticked,
	asksIfWorks: ticked,
	isPublic: ticked,
	moduleKey: text(120),
	noModuleReason: text(500),
	fits: v.pipe(
		codes,
		v.transform((values) => locales.filter((locale) => values.includes(locale)))
	),
	tellAgain: ticked,
	revision: v.optional(v.pipe(v.string(), v.regex(/^\d{1,9}$/), v.transform(Number)))
});
export type DraftForm = v.InferOutput<typeof draftSchema>;

/** The texts of a form by language. */
export function textsOf(form: DraftForm): Record<Locale, Omit<NoticeText, 'changedAt'>> {
	const inLocale = (locale: Locale) =>
		Object.fromEntries(TEXT_PARTS.map((part) => [part, form[textField(locale, part)]])) as Record<
			TextPart,
			string
		>;
	return { et: inLocale('et'), ru: inLocale('ru'), en: inLocale('en') };
}
