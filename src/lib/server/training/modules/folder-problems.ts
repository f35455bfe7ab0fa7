import type { TextProblem } from '#lib/training/module-text.ts';
import type { ProblemCode } from '../text/problem-sentence.ts';
import type { ModuleFolder } from './read-training-folder.ts';

/** A problem of a whole module, at the line of the front matter that it is about. */
export function moduleProblem(
	{ slug, files }: Pick<ModuleFolder, 'slug' | 'files'>,
	key: 'id' | 'version' | 'prerequisites',
	code: ProblemCode,
	params: Record<string, string>
): TextProblem {
	for (const [locale, text] of Object.entries(files.texts)) {
		const line = text.split('\n').findIndex((one) => one.startsWith(`${key}:`));
		if (line === -1) continue;
		return { file: `${slug}/${locale}.md`, line: line + 1, level: 'error', code, params };
	}
	return { file: slug, line: 1, level: 'error', code, params };
}

/** What can be seen only with all modules at hand: an id that two claim, and a module to do first that nobody has. */
export function problemsOfFolder(modules: readonly ModuleFolder[]): TextProblem[] {
	const keys = new Set(modules.map((one) => one.key));
	return modules.flatMap((module) => {
		const { key, slug } = module;
		const other = modules.find((one) => one.slug !== slug && key !== '' && one.key === key);
		const twice = other
			? [moduleProblem(module, 'id', 'module_id_twice', { id: key, other: other.slug })]
			: [];
		const missing = prerequisitesOf(module).filter((one) => !keys.has(one));
		return [
			...twice,
			...missing.map((id): TextProblem => {
				const problem = moduleProblem(module, 'prerequisites', 'prerequisite_unknown', { id });
				return { ...problem, level: 'warning' };
			})
		];
	});
}

/** As they stand in the front matter on one line; the parser says what is wrong with any other way. */
function prerequisitesOf({ files }: ModuleFolder): string[] {
	for (const text of Object.values(files.texts)) {
		const list = /^prerequisites[ \t]*:[ \t]*\[([^\]]*)\]/m.exec(text)?.[1];
		if (list === undefined) continue;
		return list
			.split(',')
			.map((one) => one.trim().replace(/^["']|["']$/g, ''))
			.filter(Boolean);
	}
	return [];
}
