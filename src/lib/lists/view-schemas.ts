import * as v from 'valibot';

/** The present filters under a name. */
export const saveViewSchema = v.object({
	name: v.pipe(
		v.optional(v.string(), ''),
		v.trim(),
		v.nonEmpty('errors_required'),
		v.maxLength(80, 'errors_text_long')
	),
	query: v.pipe(v.optional(v.string(), ''), v.maxLength(2000)),
	shared: v.optional(v.string())
});

/** A saved view that is thrown away. */
export const removeViewSchema = v.object({ view: v.pipe(v.string(), v.uuid()) });
