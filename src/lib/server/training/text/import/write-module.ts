import { stringify } from 'yaml';

/** A file of ours: front matter between two lines of `---`, and the text below it. Absent values are left out. */
export function moduleFile(head: Record<string, unknown>, body: string): string {
	const said = Object.entries(head).filter(
		([, value]) =>
			value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0)
	);
	const yaml = stringify(Object.fromEntries(said), {
		lineWidth: 0,
		defaultStringType: 'PLAIN',
		collectionStyle: 'any'
	});
	return `---\n${yaml}---\n\n${body}\n`;
}

/** How an imported module begins: all that the foreign text does not say itself. */
export const firstHead = { version: '1.0.0', change: 'major' } as const;
