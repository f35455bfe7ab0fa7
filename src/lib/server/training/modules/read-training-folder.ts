import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import * as v from 'valibot';
import { isLocale, locales, type Locale } from '#lib/i18n/localized.ts';
import type { TextProblem } from '#lib/training/module-text.ts';
import type { ModuleFiles } from '../text/module-files.ts';
import { moduleSlug } from '../text/module-head.ts';
import { splitFrontMatter } from '../text/front-matter.ts';

/** Raised when the same text gives other html: files that did not change are then rendered again. */
const RENDERER = '1';

/** A module's folder as it lies on the disk, not yet parsed. */
export type ModuleFolder = {
	slug: string;
	/** The `id` of its front matter, as far as it can be seen without parsing; empty when it cannot. */
	key: string;
	/** SHA-256 of everything the module is made of. */
	hash: string;
	files: ModuleFiles;
};

/**
 * Reads the folders below a training folder that hold `et.md`, `ru.md` or `en.md`. Other folders hold texts to
 * include. An absent folder is empty. Names that cannot be an address are problems.
 */
export function readTrainingFolder(folder: string): {
	modules: ModuleFolder[];
	problems: TextProblem[];
} {
	const problems: TextProblem[] = [];
	if (!existsSync(folder)) return { modules: [], problems };
	const names = readdirSync(folder, { withFileTypes: true })
		.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
		.map((entry) => entry.name)
		.filter((name) => locales.some((locale) => existsSync(join(folder, name, `${locale}.md`))))
		.sort();
	const slugs = new Set(names);
	const include = includeFrom(folder);
	const modules = names.flatMap((slug) => {
		if (v.is(moduleSlug, slug)) return [readModuleFolder(folder, slug, slugs, include)];
		problems.push({ file: slug, line: 1, level: 'error', code: 'folder_name', params: {} });
		return [];
	});
	return { modules, problems };
}

type Include = ModuleFiles['include'];

function readModuleFolder(
	folder: string,
	slug: string,
	modules: ReadonlySet<string>,
	include: Include
): ModuleFolder {
	const home = join(folder, slug);
	const texts: Partial<Record<Locale, string>> = {};
	const media: ModuleFiles['media'][number][] = [];
	const hash = createHash('sha256').update(RENDERER);
	for (const name of filesBelow(home)) {
		const bytes = readFileSync(join(home, name));
		hash.update(name).update('\0').update(bytes).update('\0');
		const locale = name.replace(/\.md$/, '');
		if (name.endsWith('.md') && isLocale(locale)) texts[locale] = bytes.toString('utf8');
		else if (!name.endsWith('.md')) media.push({ name, bytes });
	}
	for (const path of includedBy(slug, texts, include)) hash.update(path.text ?? '\0');
	// A link to a module that came or went is checked again.
	if (Object.values(texts).some((text) => text.includes('](../'))) {
		hash.update([...modules].join(' '));
	}
	const key = Object.values(texts)
		.map(
			(text) => /^id[ \t]*:[ \t]*["']?([a-z0-9-]+)/m.exec(splitFrontMatter(text).head ?? '')?.[1]
		)
		.find((found) => found !== undefined);
	return {
		slug,
		key: key ?? '',
		hash: hash.digest('hex'),
		files: { slug, texts, media, include, modules }
	};
}

/** Files of a folder and those below it, by their path inside; hidden ones are nobody's. */
function filesBelow(home: string, below = ''): string[] {
	return readdirSync(join(home, below), { withFileTypes: true })
		.filter((entry) => !entry.name.startsWith('.'))
		.sort((a, b) => (a.name < b.name ? -1 : 1))
		.flatMap((entry) => {
			const path = below === '' ? entry.name : `${below}/${entry.name}`;
			if (entry.isDirectory()) return filesBelow(home, path);
			return entry.isFile() ? [path] : [];
		});
}

/** Texts that a module may include, by what stands in it; those they include in turn, too. */
function includedBy(
	slug: string,
	texts: Partial<Record<Locale, string>>,
	include: Include
): { path: string; text: string | null }[] {
	const found = new Map<string, string | null>();
	const look = (from: string, text: string) => {
		for (const [, written = ''] of text.matchAll(/\[!INCLUDE\s*\[[^\]]*\]\(\s*([^)\s]+)/gi)) {
			const path = join(from, '..', written).split(sep).join('/');
			if (found.has(path)) continue;
			const included = path.startsWith('..') ? null : include(path);
			found.set(path, included);
			if (included !== null) look(path, included);
		}
	};
	for (const [locale, text] of Object.entries(texts)) look(`${slug}/${locale}.md`, text);
	return [...found].map(([path, text]) => ({ path, text }));
}

/** Reads texts to include, of the folder only: a link on the disk that leads out of it leads nowhere. */
export function includeFrom(folder: string): Include {
	const root = existsSync(folder) ? realpathSync(folder) : folder;
	const read = new Map<string, string | null>();
	return (path) => {
		const known = read.get(path);
		if (known !== undefined) return known;
		const text = readInside(root, path);
		read.set(path, text);
		return text;
	};
}

function readInside(root: string, path: string): string | null {
	const asked = join(root, path);
	if (!existsSync(asked)) return null;
	const real = realpathSync(asked);
	if (!real.startsWith(root + sep) || !statSync(real).isFile()) return null;
	return readFileSync(real, 'utf8');
}
