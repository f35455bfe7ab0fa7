import type { TextProblem } from '#lib/training/module-text.ts';
import { parseModule } from '../parse-module.ts';
import { isLocale, type Locale } from '#lib/i18n/localized.ts';
import type { ModuleFiles } from '../module-files.ts';
import { reportInto } from '../report.ts';
import { importCarpentries } from './import-carpentries.ts';
import { importLearn } from './import-learn.ts';
import { importMarkdown } from './import-markdown.ts';
import type {
	ForeignFiles,
	Imported,
	ImportedModule,
	ImportKind,
	ImportOptions,
	ImportRun
} from './import-types.ts';

const IMPORTERS = { markdown: importMarkdown, learn: importLearn, carpentries: importCarpentries };

/**
 * Turns a foreign folder into modules of ours. Touches neither disk nor database. What could not be carried over is in
 * `notes`, and so is every file that gave nothing: nothing is dropped silently.
 */
export function importModules(
	kind: ImportKind,
	files: ForeignFiles,
	options: ImportOptions = { source: 'en' }
): Imported {
	const notes: TextProblem[] = [];
	const report = reportInto(notes);
	const run: ImportRun = {
		files,
		used: new Set(),
		note: (code, file, line, params) => report('warning', code, { file, line }, params)
	};
	const modules = IMPORTERS[kind](run, options).filter((module) => module.files.size > 0);
	for (const path of [...files.keys()].sort()) {
		if (!run.used.has(path)) run.note('import_file_left_out', path, 1);
	}
	return { modules, notes };
}

/** An imported module as it is read by the checker and the portal. */
export function asModuleFiles(
	{ slug, files }: ImportedModule,
	modules?: ReadonlySet<string>
): ModuleFiles {
	const texts: Partial<Record<Locale, string>> = {};
	const media: { name: string; bytes: Uint8Array }[] = [];
	for (const [name, content] of files) {
		const locale = name.replace(/\.md$/, '');
		if (typeof content !== 'string') media.push({ name, bytes: content });
		else if (isLocale(locale)) texts[locale] = content;
	}
	return { slug, texts, media, include: () => null, ...(modules && { modules }) };
}

/** What the checker says of imported modules: what its author has to mend by hand. */
export function checkImported({ modules }: Imported): TextProblem[] {
	const slugs = new Set(modules.map((module) => module.slug));
	return modules.flatMap((module) => parseModule(asModuleFiles(module, slugs)).problems);
}
