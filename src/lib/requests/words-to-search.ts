import type { ServiceField } from '#lib/catalogue/service-field.ts';

/** As much as says what somebody means; the rest is detail that finds nothing. */
const mostLetters = 120;

/** The words of a form that say what it is about: the text written first, or what was written at length. */
export function wordsToSearch(fields: readonly ServiceField[], typed: FormData): string {
	const texts = fields
		.filter((field) => field.kind === 'text' || field.kind === 'long_text')
		.filter(
			(field) => !('format' in field && field.format) && !('prefill' in field && field.prefill)
		)
		.map((field) => typed.get(field.key))
		.filter((text): text is string => typeof text === 'string' && text.trim() !== '');
	return (texts[0] ?? '').slice(0, mostLetters);
}
