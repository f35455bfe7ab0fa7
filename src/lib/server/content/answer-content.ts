import * as v from 'valibot';
import { localizedKeywords, localizedText } from '#lib/catalogue/localized-schema.ts';
import { slugSchema } from '#lib/catalogue/service-definition.ts';

/** A short article: what it is called, what it says (markdown), how it is found, beside which services it is shown. */
export const answerContent = v.strictObject({
	title: localizedText,
	body: localizedText,
	keywords: v.optional(localizedKeywords, { et: [], ru: [], en: [] }),
	services: v.optional(v.array(slugSchema), [])
});

export type AnswerContent = v.InferOutput<typeof answerContent>;

/** What stands above the text in an answer's file; the services stand in the Estonian one. */
export const answerHead = v.strictObject({
	title: v.pipe(v.string(), v.trim(), v.nonEmpty()),
	keywords: v.optional(v.array(v.pipe(v.string(), v.trim(), v.nonEmpty())), []),
	services: v.optional(v.array(slugSchema), [])
});

export type AnswerHead = v.InferOutput<typeof answerHead>;
