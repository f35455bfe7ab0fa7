import { parseArgs } from 'node:util';

type OptionSpec = {
	type: 'string' | 'boolean';
	/** One line for `--help`. */
	help: string;
	default?: string | boolean;
	/** Name of the value in `--help`, e.g. `N`. */
	value?: string;
};

type Values<S extends Record<string, OptionSpec>> = {
	[K in keyof S]: S[K]['type'] extends 'boolean' ? boolean : string | undefined;
};

/**
 * Reads a script's options. Every script has `--help`, which prints `about` and the options and
 * ends the process; so does an option that does not exist, with exit code 2.
 */
export function readOptions<S extends Record<string, OptionSpec>>(
	about: string,
	spec: S
): { values: Values<S>; positionals: string[] } {
	try {
		const parsed = parseArgs({
			allowPositionals: true,
			options: {
				...Object.fromEntries(
					Object.entries(spec).map(([name, option]) => [
						name,
						option.default === undefined
							? { type: option.type }
							: { type: option.type, default: option.default }
					])
				),
				help: { type: 'boolean', default: false }
			}
		});
		if (parsed.values.help) {
			console.log(helpText(about, spec));
			process.exit(0);
		}
		return { values: parsed.values as Values<S>, positionals: parsed.positionals };
	} catch (error) {
		console.error(`${error instanceof Error ? error.message : String(error)}\n`);
		console.error(helpText(about, spec));
		process.exit(2);
	}
}

function helpText(about: string, spec: Record<string, OptionSpec>): string {
	const rows = Object.entries(spec).map(([name, option]) => [
		`  --${name}${option.type === 'string' ? ` ${option.value ?? 'VALUE'}` : ''}`,
		`${option.help}${option.default ? ` (default: ${option.default})` : ''}`
	]);
	rows.push(['  --help', 'This text']);
	const width = Math.max(...rows.map(([left]) => (left ?? '').length)) + 2;
	return `${about.trim()}\n\nOptions:\n${rows
		.map(([left, right]) => `${(left ?? '').padEnd(width)}${right}`)
		.join('\n')}`;
}
