import { importMarkdown } from './import-markdown.ts';
import type { ImportedModule, ImportOptions, ImportRun } from './import-types.ts';

/**
 * Takes a Carpentries lesson in: each of `episodes/*.md` is a module. Its title and minutes stand in its front matter
 * (`teaching` and `exercises`); its containers are ours, too. Pages for learners and instructors, settings and what
 * belongs to the lesson's own site are left out and noted.
 */
export function importCarpentries(run: ImportRun, options: ImportOptions): ImportedModule[] {
	const isEpisode = (path: string) => /(^|\/)_?episodes\/[^/]+\.R?md$/.test(path);
	const media = (path: string) => !/\.R?md$/.test(path);
	const files = new Map([...run.files].filter(([path]) => isEpisode(path) || media(path)));
	return importMarkdown({ ...run, files }, options);
}
