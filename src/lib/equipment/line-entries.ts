import * as v from 'valibot';
import { longText } from '#lib/systems/form-fields.ts';

const list = v.optional(
	v.pipe(
		v.union([v.string(), v.array(v.string())]),
		v.transform((some) => (typeof some === 'string' ? [some] : some))
	),
	[]
);

/** Things put together one after another: numbers with what was written beside each, or several typed at once. */
export const lineEntries = { numbers: list, notes: list, typed: longText };
