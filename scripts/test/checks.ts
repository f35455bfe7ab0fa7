import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureSampleTemplate } from '#tests/support/sample-template.ts';
import { ensureBuilt } from '../start/build.ts';
import { foreignWrites } from './foreign-writes.ts';
import { literalTexts } from './literal-texts.ts';
import { messageProblems } from './messages.ts';
import { runCommand } from './run-command.ts';
import { unusedExports } from './unused-exports.ts';

/** How a check ended. A check without tests of its own counts as one. */
export type Outcome = { passed: number; failed: number; output: string };

/** One part of "npm test". */
export type Check = {
	name: string;
	/** Names of checks that must have passed before. */
	after?: string[];
	/** Does it use both cores by itself? Then nothing else runs beside it. */
	alone?: boolean;
	run(): Promise<Outcome>;
};

const cache = join('node_modules', '.cache', 'abilaud');
const bin = (name: string) => join('node_modules', '.bin', name);

/** Everything that "npm test" runs, in the order in which it is started. */
export const checks: Check[] = [
	command('kit', bin('svelte-kit'), ['sync']),
	command(
		'types',
		bin('svelte-check'),
		['--tsconfig', './tsconfig.json', '--output', 'human'],
		['kit']
	),
	command('format', bin('prettier'), ['--check', '--log-level=warn', '.']),
	command('lint', bin('eslint'), ['.', '--max-warnings=0'], ['kit']),
	command(
		'direction',
		bin('depcruise'),
		['src', 'scripts', 'tests', '--config', '.dependency-cruiser.cjs'],
		['kit']
	),
	{ name: 'writes stay in their room', run: () => finds(foreignWrites) },
	{ name: 'nothing is left unused', run: () => finds(unusedExports) },
	{ name: 'texts in three languages', run: () => finds(messageProblems) },
	{ name: 'no words in components', run: () => finds(literalTexts) },
	command('content', process.execPath, [join('scripts', 'content-check.ts')]),
	{ name: 'the schema matches the migrations', run: schemaMatches },
	{
		name: 'build without secrets',
		after: ['kit'],
		run: () => succeeds(() => ensureBuilt(() => undefined))
	},
	// Loaded here once: both workers of a later check would wait for it.
	{ name: 'the sample loads', run: () => succeeds(ensureSampleTemplate) },
	vitest('unit', ['kit']),
	vitest('domain', ['kit', 'the sample loads']),
	vitest('web', ['build without secrets']),
	{ name: 'browser', after: ['build without secrets'], alone: true, run: browser }
];

function command(name: string, program: string, args: string[], after?: string[]): Check {
	return {
		name,
		...(after ? { after } : {}),
		async run() {
			const { code, output } = await runCommand(program, args);
			return code === 0 ? passed(output) : failed(output);
		}
	};
}

function vitest(project: string, after: string[]): Check {
	return {
		name: project,
		after,
		alone: project === 'web',
		async run() {
			const report = reportFile(project);
			const { code, output } = await runCommand(bin('vitest'), [
				'run',
				`--project=${project}`,
				'--reporter=default',
				'--reporter=json',
				`--outputFile.json=${report}`
			]);
			if (!existsSync(report)) return failed(output);
			const counts = JSON.parse(readFileSync(report, 'utf8')) as {
				numPassedTests: number;
				numFailedTests: number;
			};
			return counted(counts.numPassedTests, counts.numFailedTests, code, output);
		}
	};
}

async function browser(): Promise<Outcome> {
	const report = reportFile('browser');
	const { code, output } = await runCommand(bin('playwright'), ['test', '--reporter=list,json'], {
		PLAYWRIGHT_JSON_OUTPUT_FILE: report
	});
	if (!existsSync(report)) return failed(output);
	const { stats } = JSON.parse(readFileSync(report, 'utf8')) as {
		stats: { expected: number; unexpected: number; flaky: number };
	};
	return counted(stats.expected, stats.unexpected + stats.flaky, code, output);
}

// Generating again must have nothing to write. Done on a copy, so that a check changes nothing.
async function schemaMatches(): Promise<Outcome> {
	const copy = join(cache, 'drizzle');
	rmSync(copy, { recursive: true, force: true });
	mkdirSync(cache, { recursive: true });
	cpSync('drizzle', copy, { recursive: true });
	const before = readdirSync(copy).length;
	const { code, output } = await runCommand(bin('drizzle-kit'), [
		'generate',
		'--dialect=postgresql',
		'--schema=./src/lib/server/db/schema.ts',
		`--out=./${copy}`
	]);
	if (code !== 0) return failed(output);
	if (readdirSync(copy).length === before) return passed(output);
	return failed(`A table changed without a migration: run "npm run db:generate".\n${output}`);
}

async function succeeds(work: () => Promise<unknown>): Promise<Outcome> {
	try {
		await work();
		return passed('');
	} catch (error) {
		return failed(error instanceof Error ? error.message : String(error));
	}
}

async function finds(look: () => string[]): Promise<Outcome> {
	const problems = look();
	return problems.length === 0 ? passed('') : failed(problems.join('\n'));
}

function counted(good: number, bad: number, code: number, output: string): Outcome {
	// A file that cannot be read fails the run without any test of it failing.
	if (bad === 0 && (code !== 0 || good === 0)) return { passed: good, failed: 1, output };
	return { passed: good, failed: bad, output };
}

const passed = (output: string): Outcome => ({ passed: 1, failed: 0, output });
const failed = (output: string): Outcome => ({ passed: 0, failed: 1, output });

function reportFile(name: string): string {
	mkdirSync(cache, { recursive: true });
	const file = join(cache, `${name}.json`);
	rmSync(file, { force: true });
	return file;
}
