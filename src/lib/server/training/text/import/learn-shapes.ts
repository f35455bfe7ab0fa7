import * as v from 'valibot';

const words = v.pipe(v.string(), v.trim());

/** `index.yml` of a Microsoft Learn module, as far as it is carried over. */
export const learnModule = v.object({
	title: words,
	summary: v.optional(words),
	abstract: v.optional(words),
	prerequisites: v.optional(words),
	units: v.array(v.string())
});

export type LearnModule = v.InferOutput<typeof learnModule>;

/** A unit's `*.yml`. */
export const learnUnit = v.object({
	title: words,
	durationInMinutes: v.optional(v.number()),
	content: v.optional(v.string()),
	quiz: v.optional(
		v.object({
			questions: v.array(
				v.object({
					content: words,
					choices: v.array(
						v.object({
							content: v.pipe(v.union([v.string(), v.number(), v.boolean()]), v.transform(String)),
							isCorrect: v.optional(v.boolean(), false),
							explanation: v.optional(words)
						})
					)
				})
			)
		})
	)
});

export type LearnUnit = v.InferOutput<typeof learnUnit>;
