import * as v from 'valibot';
import { longText } from '#lib/systems/form-fields.ts';

const ids = v.optional(
	v.union([
		v.array(v.string()),
		v.pipe(
			v.string(),
			v.transform((one) => (one ? [one] : []))
		)
	]),
	[]
);

/** A new stock-take as its form sends it; who counts comes in numbered fields. */
export const beginSchema = v.object({
	title: v.pipe(
		v.optional(v.string(), ''),
		v.trim(),
		v.nonEmpty('errors_required'),
		v.maxLength(200, 'errors_text_long')
	),
	placeIds: ids,
	unitIds: ids,
	categories: ids,
	note: longText
});

/** So many people can be named with the form; more are added on the page of the stock-take. */
export const MEMBER_FIELDS = [1, 2, 3, 4] as const;
