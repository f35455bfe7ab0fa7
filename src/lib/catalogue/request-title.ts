import { localize, type Locale } from '#lib/i18n/localized.ts';
import type { Answers } from './answer-value.ts';
import { lowerFirst, upperFirst } from '#lib/i18n/lower-first.ts';
import { renderAnswer, type RecordLabels } from './render-answer.ts';
import type { ServiceDefinition } from './service-definition.ts';

const longest = 140;

/**
 * The title of a request: the service's `titleFrom` filled with answers, or its own title where there is none or
 * nothing to fill it with. A chosen option goes on in small letters ("Töövahend: ekraan"), and a word is not said
 * twice: "Rühm: Rühm „Juhid“" is "Rühm „Juhid“". At most 140 letters.
 */
export function requestTitle(
	definition: Pick<ServiceDefinition, 'title' | 'titleFrom' | 'fields'>,
	answers: Readonly<Answers>,
	context: { labels: RecordLabels; locale: Locale }
): string {
	const plain = localize(definition.title, context.locale);
	if (!definition.titleFrom) return plain;
	let filled = 0;
	const pattern = localize(definition.titleFrom, context.locale);
	const title = pattern
		.replace(/\{([a-z0-9_]+)\}/g, (_, key: string, at: number) => {
			const field = definition.fields.find((one) => one.key === key);
			const value = Object.hasOwn(answers, key) ? answers[key] : undefined;
			const text = field ? renderAnswer(field, value, context) : '';
			if (text) filled += 1;
			const chosen = field?.kind === 'choice' || field?.kind === 'choices';
			return (chosen && at > 0 ? lowerFirst(text) : text).replace(/\s+/g, ' ');
		})
		.trim();
	if (filled === 0) return plain;
	const begins = /^[^:{]+: /.exec(pattern)?.[0] ?? '';
	const letters = [...saidOnce(begins, title).replace(/[\s:,–-]+$/, '')];
	return letters.length > longest ? `${letters.slice(0, longest - 1).join('')}…` : letters.join('');
}

/** The title without the words it begins with, where the answer begins with the same ones. */
function saidOnce(begins: string, title: string): string {
	const rest = title.slice(begins.length);
	const word = begins.replace(/: $/, '').toLowerCase();
	const again = word !== '' && rest.toLowerCase().startsWith(word);
	return again && /^([ ,(]|$)/.test(rest.slice(word.length)) ? upperFirst(rest) : title;
}
