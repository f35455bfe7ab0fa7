import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { slugSchema, type ServiceDefinition } from '#lib/catalogue/service-definition.ts';
import { locales, type Locale } from '#lib/i18n/localized.ts';
import type { AnswerContent } from './answer-content.ts';
import { readAnswerFiles } from './answer-file.ts';
import type { ContentProblem } from './content-problem.ts';
import { readServiceFile } from './service-file.ts';

/** What a content folder holds: everything that can be read, and every problem with file and line. */
export type Content = {
	services: { slug: string; definition: ServiceDefinition; hash: string }[];
	answers: { slug: string; content: AnswerContent; hash: string }[];
	/** Slugs that are there but cannot be read: they are not gone. */
	brokenServices: string[];
	brokenAnswers: string[];
	problems: ContentProblem[];
};

/** Reads `services/*.yaml` and `answers/<slug>/{et,ru,en}.md` below the folder; absent folders are empty. */
export function readContent(folder: string): Content {
	const content: Content = {
		services: [],
		answers: [],
		brokenServices: [],
		brokenAnswers: [],
		problems: []
	};
	readServices(folder, content);
	readAnswers(folder, content);
	checkLinks(folder, content);
	return content;
}

function readServices(folder: string, into: Content): void {
	const services = join(folder, 'services');
	for (const name of namesIn(services)) {
		if (!/\.ya?ml$/.test(name)) continue;
		const slug = name.replace(/\.ya?ml$/, '');
		const file = join(services, name);
		if (!v.is(slugSchema, slug)) {
			into.problems.push({ file, line: 1, path: '', code: 'file_name', params: {} });
			continue;
		}
		const read = readServiceFile(readFileSync(file, 'utf8'), file);
		if (read.ok) into.services.push({ slug, definition: read.definition, hash: read.hash });
		else {
			into.brokenServices.push(slug);
			into.problems.push(...read.problems);
		}
	}
}

function readAnswers(folder: string, into: Content): void {
	const answers = join(folder, 'answers');
	for (const slug of namesIn(answers)) {
		const fileOf = (locale: Locale) => join(answers, slug, `${locale}.md`);
		if (!v.is(slugSchema, slug)) {
			const file = join(answers, slug);
			into.problems.push({ file, line: 1, path: '', code: 'file_name', params: {} });
			continue;
		}
		const texts: Partial<Record<Locale, string>> = {};
		for (const locale of locales) {
			if (existsSync(fileOf(locale))) texts[locale] = readFileSync(fileOf(locale), 'utf8');
		}
		const read = readAnswerFiles(texts, fileOf);
		if (read.ok) into.answers.push({ slug, content: read.content, hash: read.hash });
		else {
			into.brokenAnswers.push(slug);
			into.problems.push(...read.problems);
		}
	}
}

/** An answer beside a service that does not exist would never be seen there. */
function checkLinks(folder: string, content: Content): void {
	const known = new Set([...content.services.map((one) => one.slug), ...content.brokenServices]);
	for (const answer of content.answers) {
		for (const service of answer.content.services) {
			if (known.has(service)) continue;
			const file = join(folder, 'answers', answer.slug, 'et.md');
			const line = lineWith(readFileSync(file, 'utf8'), service);
			content.problems.push({
				file,
				line,
				path: 'services',
				code: 'unknown_service',
				params: { service }
			});
		}
	}
}

function lineWith(text: string, words: string): number {
	const lines = text.split('\n');
	const from = lines.findIndex((line) => line.startsWith('services:'));
	const at = lines.findIndex((line, index) => index >= from && line.includes(words));
	return Math.max(at, 0) + 1;
}

function namesIn(folder: string): string[] {
	if (!existsSync(folder)) return [];
	return readdirSync(folder)
		.filter((name) => !name.startsWith('.'))
		.sort();
}
