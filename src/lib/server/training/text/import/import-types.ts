import type { Locale } from '#lib/i18n/localized.ts';
import type { TextProblem } from '#lib/training/module-text.ts';
import type { ProblemCode } from '../problem-sentence.ts';

/** What comes in: file contents by their path inside the folder, or inside an uploaded archive. */
export type ForeignFiles = ReadonlyMap<string, Uint8Array>;

export const IMPORT_KINDS = ['markdown', 'learn', 'carpentries'] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

/** A module as files of ours: `et.md`, `ru.md`, `en.md` and its pictures, by their names in its folder. */
export type ImportedModule = { slug: string; files: Map<string, string | Uint8Array> };

/**
 * What became of a foreign folder. `notes` list everything that could not be carried over or was changed on the way,
 * with the file and line it stood in; every file that gave nothing is among them.
 */
export type Imported = { modules: ImportedModule[]; notes: TextProblem[] };

export type ImportOptions = { source: Locale };

/** Writes a note, and remembers which files gave something. */
export type ImportRun = {
	files: ForeignFiles;
	used: Set<string>;
	note(code: ProblemCode, file: string, line: number, params?: Record<string, string>): void;
};

/** The text of a file, or undefined where there is none; it counts as used from then on. */
export function readForeign(run: ImportRun, path: string): string | undefined {
	const bytes = run.files.get(path);
	if (!bytes) return undefined;
	run.used.add(path);
	return new TextDecoder()
		.decode(bytes)
		.replace(/^\uFEFF/, '')
		.replaceAll('\r\n', '\n');
}
