import * as v from 'valibot';
import { parseDay } from '#lib/format/dates.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';

/** A short text that may be empty. */
export const shortText = v.optional(
	v.pipe(v.string(), v.trim(), v.maxLength(200, 'errors_text_long')),
	''
);

/** A short text that must be there. */
export const givenText = v.pipe(
	v.optional(v.string(), ''),
	v.trim(),
	v.nonEmpty('errors_required'),
	v.maxLength(200, 'errors_text_long')
);

/** Several sentences that may be empty. */
export const longText = v.optional(
	v.pipe(v.string(), v.trim(), v.maxLength(2000, 'errors_text_long')),
	''
);

/** An id chosen from a list; nothing chosen is null. */
export const chosenId = v.pipe(
	v.optional(v.string(), ''),
	v.trim(),
	v.check((text) => text === '' || v.is(v.pipe(v.string(), v.uuid()), text), 'errors_choose'),
	v.transform((text) => text || null)
);

/** An id that must be chosen. */
export const neededId = v.pipe(v.optional(v.string(), ''), v.trim(), v.uuid('errors_choose'));

/** A day as people type it; nothing typed is null. */
export const typedDay = v.pipe(
	v.optional(v.string(), ''),
	v.trim(),
	v.check((text) => text === '' || parseDay(text) !== undefined, 'errors_date'),
	v.transform((text) => parseDay(text) ?? null)
);

/** A whole number from 0 up; nothing typed is null. */
export const typedCount = v.pipe(
	v.optional(v.string(), ''),
	v.trim(),
	v.check((text) => text === '' || /^\d{1,7}$/.test(text), 'errors_number'),
	v.transform((text) => (text === '' ? null : Number(text)))
);

/** A tick box: there when ticked. */
export const ticked = v.pipe(
	v.optional(v.string()),
	v.transform((text) => text !== undefined)
);

/** What the record looked like when the form was opened; absent for a new one. */
export const seenMark = v.optional(v.pipe(v.string(), v.maxLength(64)));

/** The short name by which services name a system, role or product. */
export const slugText = v.config(
	v.pipe(
		v.optional(v.string(), ''),
		v.trim(),
		v.toLowerCase(),
		v.nonEmpty('errors_required'),
		v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'registers_slug_shape'),
		v.maxLength(60, 'errors_text_long')
	),
	{ abortPipeEarly: true }
);

/** Three form fields as one localised text. */
export const inThree = (et: string, ru: string, en: string): LocalizedText =>
	en === '' ? { et, ru } : { et, ru, en };
