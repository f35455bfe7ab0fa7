import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A file of the repository with its text. Paths are relative to the root. */
export type SourceFile = { path: string; text: string };

/** Every file below these folders whose name ends in one of `endings`; made files are left out. */
export function sourceFiles(folders: string[], endings: string[]): SourceFile[] {
	return folders
		.flatMap(pathsBelow)
		.filter((path) => endings.some((ending) => path.endsWith(ending)))
		.map((path) => ({ path, text: readFileSync(path, 'utf8') }));
}

function pathsBelow(folder: string): string[] {
	if (!existsSync(folder) || folder === join('src', 'lib', 'paraglide')) return [];
	return readdirSync(folder)
		.sort()
		.flatMap((name) => {
			const path = join(folder, name);
			return statSync(path).isDirectory() ? pathsBelow(path) : [path];
		});
}

/** The line that a position in a text is on, counted from 1. */
export function lineOf(text: string, position: number): number {
	return text.slice(0, position).split('\n').length;
}
