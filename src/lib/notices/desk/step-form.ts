import * as v from 'valibot';
import { neededDay, typedDay } from '#lib/format/typed-fields.ts';
import { locales, type Locale } from '#lib/i18n/localized.ts';
import { isId } from '#lib/ids.ts';
import { REPORT_PARTS, type ReportPart, type ReportTexts } from '#lib/notices/report-parts.ts';
import { parseNumber } from '#lib/requests/request-number.ts';

const words = v.pipe(v.optional(v.string(), ''), v.trim(), v.maxLength(2000, 'errors_text_long'));
const ticked = v.pipe(
	v.optional(v.string(), ''),
	v.transform((value) => value !== '')
);

/** An hour as people type it: 9, 9.30, 09:30; as `09:30`, nothing typed is null. */
const hour = v.pipe(
	v.optional(v.string(), ''),
	v.trim(),
	v.regex(/^(([01]?\d|2[0-3])([.:][0-5]\d)?)?$/, 'notice_desk_error_hour'),
	v.transform((value) => {
		if (value === '') return null;
		const [h = '', min = '00'] = value.split(/[.:]/);
		return `${h.padStart(2, '0')}:${min}`;
	})
);

/** The page's revision; the number of the notice stands in its address. */
const page = {
	revision: v.optional(v.pipe(v.string(), v.regex(/^\d{1,9}$/), v.transform(Number)))
};
const texts = { et: words, ru: words, en: words };
const end = { endsDay: typedDay, endsHour: hour };

/** What a step's form says in each language. */
export const textsIn = (form: Record<Locale, string>) => ({
	et: form.et,
	ru: form.ru,
	en: form.en
});

/** A step with nothing to say: start, close. */
export const plainStep = v.object(page);
/** A step with words to the readers. */
export const wordsStep = v.object({ ...page, ...texts });
/** The same with an end. */
export const endStep = v.object({ ...page, ...texts, ...end });
export const restoreStep = v.object({ ...page, ...texts, despite: ticked });
export const rescheduleStep = v.looseObject({
	...page,
	...texts,
	...end,
	startsDay: neededDay,
	startsHour: hour,
	lateReason: words
});
export const announceStep = v.looseObject({ ...page, lateReason: words, noModuleReason: words });
export const tickStep = v.object({
	check: v.pipe(v.optional(v.string(), ''), v.check(isId, 'errors_choose')),
	done: ticked
});
export const linkStep = v.object({
	requestNumber: v.pipe(
		v.optional(v.string(), ''),
		v.trim(),
		v.check((text) => parseNumber(text) !== undefined, 'notice_desk_no_request'),
		v.transform((text) => parseNumber(text) ?? 0)
	)
});

/** Why it happens within freezes all the same: the fields `freeze-<id>` of a form. */
export function freezeReasons(form: Record<string, unknown>): Record<string, string> {
	const reasons: Record<string, string> = {};
	for (const [name, value] of Object.entries(form)) {
		const id = /^freeze-(.+)$/.exec(name)?.[1];
		if (id && isId(id) && typeof value === 'string') reasons[id] = value.slice(0, 500);
	}
	return reasons;
}

/** The name of a report's field: `cause.et`. */
export const reportField = (part: ReportPart, locale: Locale) => `${part}.${locale}` as const;

const reportEntries = Object.fromEntries(
	REPORT_PARTS.flatMap((part) => locales.map((locale) => [reportField(part, locale), words]))
) as Record<`${ReportPart}.${Locale}`, typeof words>;

export const reportStep = v.object({ ...page, ...reportEntries });

/** The report's texts by part and language. */
export function reportTexts(form: v.InferOutput<typeof reportStep>): ReportTexts {
	const part = (name: ReportPart) => ({
		et: form[`${name}.et`],
		ru: form[`${name}.ru`],
		en: form[`${name}.en`]
	});
	return {
		what: part('what'),
		impact: part('impact'),
		cause: part('cause'),
		change: part('change')
	};
}
