import { posix } from 'node:path';
import * as v from 'valibot';
import { yamlValue } from '#lib/server/content/yaml-value.ts';
import { LineCounter, parseDocument } from 'yaml';
import { locales, type Locale } from '#lib/i18n/localized.ts';
import { bodyHash, normaliseBody } from '../body-hash.ts';
import {
	readForeign,
	type ImportedModule,
	type ImportOptions,
	type ImportRun
} from './import-types.ts';
import { learnLines } from './learn-lines.ts';
import { learnModule, learnUnit, type LearnModule, type LearnUnit } from './learn-shapes.ts';
import { localePath, slugger, slugOf } from './locale-paths.ts';
import { rewriteLinks } from './rewrite-body.ts';
import { firstHead, moduleFile } from './write-module.ts';

/**
 * Takes Microsoft Learn modules in: each folder with an `index.yml` that names units is a module, each unit a page, each
 * knowledge check a quiz. Texts that units include are written out. Translations lie in sibling folders by language.
 */
export function importLearn(run: ImportRun, { source }: ImportOptions): ImportedModule[] {
	const groups = new Map<string, Partial<Record<Locale, string>>>();
	for (const path of [...run.files.keys()].sort()) {
		if (posix.basename(path) !== 'index.yml') continue;
		const { locale = source, name } = localePath(path);
		const group = groups.get(posix.dirname(name)) ?? {};
		group[locale] = path;
		groups.set(posix.dirname(name), group);
	}
	const slugFor = slugger();
	return [...groups].flatMap(([name, paths]) => {
		const slug = slugFor(posix.basename(name === '.' ? 'module' : name));
		const module = importOne(run, slug, paths, source);
		return module ? [module] : [];
	});
}

function importOne(
	run: ImportRun,
	slug: string,
	paths: Partial<Record<Locale, string>>,
	source: Locale
): ImportedModule | undefined {
	const original = paths[source] === undefined ? locales.find((one) => paths[one]) : source;
	const media = new Map<string, Uint8Array>();
	const read = locales.flatMap((locale) => {
		const path = paths[locale];
		const text = path === undefined ? undefined : readModule(run, path, media);
		return text ? [{ locale, ...text }] : [];
	});
	const first = read.find((one) => one.locale === original);
	if (!first) return undefined;
	const files = new Map<string, string | Uint8Array>(media);
	for (const { locale, title, summary, minutes, body, hasQuiz } of read) {
		const facts = { ...(minutes > 0 && { minutes }), ...(hasQuiz && { completion: 'passed' }) };
		const head =
			locale === original
				? { id: slug, title, summary, source: locale, ...firstHead, ...facts }
				: { id: slug, title, summary, sourceHash: bodyHash(first.body) };
		files.set(`${locale}.md`, moduleFile(head, body));
	}
	return { slug, files };
}

type ReadModule = {
	title: string;
	summary: string;
	minutes: number;
	body: string;
	hasQuiz: boolean;
};

function readModule(
	run: ImportRun,
	path: string,
	media: Map<string, Uint8Array>
): ReadModule | undefined {
	const module = readYamlFile(run, path, learnModule, MODULE_KEYS);
	if (!module) return undefined;
	const parts: string[] = [...introOf(module)];
	let minutes = 0;
	let hasQuiz = false;
	for (const uid of module.units) {
		const found = unitFor(run, path, uid);
		if (!found) {
			run.note('import_left_out', path, 1, { what: `unit ${uid}` });
			continue;
		}
		const { unit, file } = found;
		minutes += unit.durationInMinutes ?? 0;
		const id = slugOf(posix.basename(file, '.yml').replace(/^\d+-/, ''));
		parts.push(`## ${unit.title} {#${id}}`, '', ...unitBody(run, unit, file, media), '');
		if (unit.quiz) {
			hasQuiz = true;
			parts.push(...quizLines(unit.quiz, id), '');
		}
	}
	const summary = (module.summary ?? '').replace(/\s+/g, ' ').trim();
	const body = normaliseBody(parts.join('\n'));
	return { title: module.title, summary, minutes, body, hasQuiz };
}

function introOf({ abstract, prerequisites }: LearnModule): string[] {
	const box = (name: string, text: string | undefined) =>
		text?.trim() ? [`::: ${name}`, text.trim(), ':::', ''] : [];
	return [...box('objectives', abstract), ...box('prereq', prerequisites)];
}

function unitBody(
	run: ImportRun,
	unit: LearnUnit,
	file: string,
	media: Map<string, Uint8Array>
): string[] {
	const lines = learnLines(run, unit.content ?? '', file);
	return rewriteLinks(lines, { run, media, moduleAt: () => undefined });
}

/** A unit's file is named by the end of its id: `learn.wwl.backup.introduction` is `1-introduction.yml`. */
function unitFor(
	run: ImportRun,
	index: string,
	uid: string
): { unit: LearnUnit; file: string } | undefined {
	const home = posix.dirname(index);
	for (const [path, bytes] of run.files) {
		if (posix.dirname(path) !== home || !path.endsWith('.yml') || path === index) continue;
		if (
			!new RegExp(`^uid:\\s*["']?${escaped(uid)}["']?\\s*$`, 'm').test(
				new TextDecoder().decode(bytes)
			)
		)
			continue;
		const unit = readYamlFile(run, path, learnUnit, UNIT_KEYS);
		if (unit) return { unit, file: path };
	}
	return undefined;
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const MODULE_KEYS = ['uid', 'title', 'summary', 'abstract', 'prerequisites', 'units'];
const UNIT_KEYS = ['uid', 'title', 'durationInMinutes', 'content', 'quiz'];

/** Reads a YAML file; what it says and we have no place for is noted key by key. */
function readYamlFile<T extends v.GenericSchema>(
	run: ImportRun,
	path: string,
	schema: T,
	carried: readonly string[]
): v.InferOutput<T> | undefined {
	const lines = new LineCounter();
	const text = readForeign(run, path) ?? '';
	const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
	const error = document.errors[0];
	if (error) {
		const { line } = lines.linePos(error.pos[0]);
		run.note('import_unreadable', path, line, { message: error.message });
		return undefined;
	}
	const said = yamlValue(document);
	if (!said.ok) {
		run.note('import_unreadable', path, lines.linePos(said.offset).line, { message: said.message });
		return undefined;
	}
	const parsed = v.safeParse(schema, said.value);
	if (!parsed.success) {
		run.note('import_unreadable', path, 1, { message: parsed.issues[0].message });
		return undefined;
	}
	for (const key of Object.keys((said.value ?? {}) as object)) {
		if (carried.includes(key)) continue;
		const line = text.split('\n').findIndex((one) => one.startsWith(`${key}:`)) + 1;
		run.note('import_left_out', path, line, { what: key });
	}
	return parsed.output;
}

function quizLines(quiz: NonNullable<LearnUnit['quiz']>, unitId: string): string[] {
	const oneLine = (text: string) => text.replace(/\s*\n\s*/g, ' ').trim();
	const questions = quiz.questions.flatMap((question, at) => [
		`### ${oneLine(question.content)} {#${unitId}-${at + 1}}`,
		...question.choices.flatMap((choice) => [
			`- [${choice.isCorrect ? 'x' : ' '}] ${oneLine(choice.content)}`,
			...(choice.explanation ? [`  > ${oneLine(choice.explanation)}`] : [])
		]),
		''
	]);
	return [`::: quiz {#quiz-${unitId}}`, ...questions.slice(0, -1), ':::'];
}
