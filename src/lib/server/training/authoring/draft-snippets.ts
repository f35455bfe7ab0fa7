import { m } from '#lib/paraglide/messages.js';
import { locales, type Locale } from '#lib/i18n/localized.ts';
import { quizSnippet } from './first-text.ts';

export const SNIPPETS = ['page', 'alert', 'tabs', 'quiz', 'practice', 'details'] as const;
export type Snippet = (typeof SNIPPETS)[number];

/** What the buttons above the text put in, in the language of the text. */
export function draftSnippets(): Record<Locale, Record<Snippet, string>> {
	const made = locales.map((locale) => [locale, snippetsOf(locale)] as const);
	return Object.fromEntries(made) as Record<Locale, Record<Snippet, string>>;
}

function snippetsOf(locale: Locale): Record<Snippet, string> {
	const l = { locale };
	const words = m.authoring_snippet_words({}, l);
	return {
		page: `## ${m.authoring_snippet_page({}, l)} {#page}\n\n${words}`,
		alert: `> [!NOTE]\n> ${words}`,
		tabs: `# [Windows](#tab/windows)\n\n${words}\n\n# [Mac](#tab/mac)\n\n${words}\n\n---`,
		quiz: quizSnippet(locale),
		practice: `::: practice {event="request.submitted"}\n${words}\n:::`,
		details: `<details>\n<summary>${m.authoring_snippet_summary({}, l)}</summary>\n\n${words}\n\n</details>`
	};
}
