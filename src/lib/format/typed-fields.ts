import * as v from 'valibot';
import { isId } from '#lib/ids.ts';
import { parseDay } from './dates.ts';

/** An id chosen from a list; nothing chosen is null. */
export const chosenId = v.pipe(
	v.optional(v.string(), ''),
	v.trim(),
	v.check((text) => text === '' || isId(text), 'errors_choose'),
	v.transform((text) => text || null)
);

/** A day as people type it, as YYYY-MM-DD; nothing typed is null. */
export const typedDay = v.pipe(
	v.optional(v.string(), ''),
	v.trim(),
	v.check((text) => text === '' || parseDay(text) !== undefined, 'errors_date'),
	v.transform((text) => (text === '' ? null : (parseDay(text) ?? null)))
);

/** A day that has to be typed. */
export const neededDay = v.pipe(
	v.optional(v.string(), ''),
	v.trim(),
	v.nonEmpty('errors_required'),
	v.check((text) => text === '' || parseDay(text) !== undefined, 'errors_date'),
	v.transform((text) => parseDay(text) ?? '')
);
