import { sourceFiles } from './source-files.ts';

const exported = /^export (?:async )?(?:const|function\*?|class) (\w+)/gm;

/**
 * Finds what is exported below src/lib and named nowhere again, and components that nobody shows: what only
 * tests use is as dead. Returns one line for each.
 */
export function unusedExports(): string[] {
	const files = sourceFiles(['src', 'scripts'], ['.ts', '.svelte', '.mjs']).filter(
		({ path }) => !path.endsWith('.test.ts')
	);
	const times = new Map<string, number>();
	for (const { text } of files) {
		for (const [word] of text.matchAll(/[\w$]+/g)) times.set(word, (times.get(word) ?? 0) + 1);
	}
	const problems: string[] = [];
	for (const { path, text } of files) {
		// The framework reads what routes export.
		if (!/^src.lib/.test(path)) continue;
		for (const [, name = ''] of text.matchAll(exported)) {
			if (times.get(name) === 1) problems.push(`${path}: nobody uses ${name}`);
		}
		const component = /\w+\.svelte$/.exec(path)?.[0];
		if (component && !files.some((file) => file.text.includes(`/${component}'`)))
			problems.push(`${path}: nobody shows it`);
	}
	return problems;
}
