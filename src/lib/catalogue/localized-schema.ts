import * as v from 'valibot';

const phrase = v.pipe(v.string(), v.trim(), v.nonEmpty());

/** Text of one record in the three languages; English may be missing and then Estonian is shown. */
export const localizedText = v.strictObject({
	et: phrase,
	ru: phrase,
	en: v.optional(phrase)
});

/** Words people use for the thing, per language; they are searched, never shown. */
export const localizedKeywords = v.strictObject({
	et: v.optional(v.array(phrase), []),
	ru: v.optional(v.array(phrase), []),
	en: v.optional(v.array(phrase), [])
});

export type LocalizedKeywords = v.InferOutput<typeof localizedKeywords>;
