/**
 * Writes `src/lib/ui/icons.svg` from the lucide icons named in `src/lib/ui/icon-names.ts`.
 *
 *   node scripts/icons.ts           write the file
 *   node scripts/icons.ts --check   fail when the file is not what would be written
 *   node scripts/icons.ts --help    show this
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { iconNames } from '#lib/ui/icon-names.ts';

type Attributes = Record<string, string | number>;

const target = new URL('../src/lib/ui/icons.svg', import.meta.url);

const drawings = new URL('../node_modules/@lucide/svelte/dist/icons/', import.meta.url);

/** A name may be an older name of a drawing; its module says which file holds it. */
function nodesOf(name: string): [string, Attributes][] {
	const entry = readFileSync(new URL(`${name}.js`, drawings), 'utf8');
	const file = /from "\.\/(.+\.svelte)"/.exec(entry)?.[1] ?? `${name}.svelte`;
	const source = readFileSync(new URL(file, drawings), 'utf8');
	const found = /"node": (\[\[.*?\]\])/.exec(source);
	if (!found?.[1]) throw new Error(`lucide has no drawing of ${name}`);
	return JSON.parse(found[1]) as [string, Attributes][];
}

function element([tag, attributes]: [string, Attributes]): string {
	const written = Object.entries(attributes)
		.filter(([key]) => key !== 'key')
		.map(([key, value]) => ` ${key}="${value}"`);
	return `<${tag}${written.join('')}/>`;
}

function sprite(): string {
	const symbols = iconNames.map((name) => {
		const drawing = nodesOf(name).map(element).join('');
		return `<symbol id="${name}" viewBox="0 0 24 24">${drawing}</symbol>`;
	});
	const licence = '<!-- lucide, ISC licence, https://lucide.dev/license -->';
	return `<svg xmlns="http://www.w3.org/2000/svg">${licence}\n${symbols.join('\n')}\n</svg>\n`;
}

function main(argument: string | undefined): number {
	if (argument === '--help') {
		const source = readFileSync(new URL(import.meta.url), 'utf8');
		console.log(
			source
				.slice(4, source.indexOf('*/'))
				.replace(/^ \* ?/gm, '')
				.trim()
		);
		return 0;
	}
	const written = sprite();
	if (argument !== '--check') {
		writeFileSync(target, written);
		return 0;
	}
	if (readFileSync(target, 'utf8') === written) return 0;
	console.error('src/lib/ui/icons.svg does not match icon-names.ts: run `node scripts/icons.ts`');
	return 1;
}

process.exitCode = main(process.argv[2]);
