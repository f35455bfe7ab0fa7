import { m } from '#lib/paraglide/messages.js';
import type { Locale } from '#lib/i18n/localized.ts';
import { moduleFile } from '../text/import/write-module.ts';

/** What a new module begins with: front matter to fill in, a page and a quiz with one question. */
export function firstText(input: { slug: string; title: string; source: Locale }): string {
	const { slug, title, source } = input;
	const locale = { locale: source };
	const head = {
		id: slug,
		title,
		summary: '',
		source,
		version: '1.0.0',
		change: 'major',
		changeNote: '',
		software: [],
		audience: [],
		prerequisites: [],
		due: 'P14D',
		completion: 'passed',
		passMark: 80,
		attempts: 3,
		owner: ''
	};
	const body = [
		`## ${m.authoring_first_page({}, locale)} {#what}`,
		m.authoring_first_words({}, locale),
		`## ${m.authoring_first_check({}, locale)} {#check}`,
		quizSnippet(source)
	];
	return moduleFile(head, body.join('\n\n'));
}

/** A quiz with one question, to be written over. */
export function quizSnippet(source: Locale): string {
	const locale = { locale: source };
	return [
		'::: quiz {#quiz}',
		`### ${m.authoring_snippet_question({}, locale)} {#q1}`,
		`- [x] ${m.authoring_snippet_right({}, locale)}`,
		`  > ${m.authoring_snippet_why_right({}, locale)}`,
		`- [ ] ${m.authoring_snippet_wrong({}, locale)}`,
		`  > ${m.authoring_snippet_why_wrong({}, locale)}`,
		'---',
		m.authoring_snippet_explanation({}, locale),
		':::'
	].join('\n');
}
