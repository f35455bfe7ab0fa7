import { runBench } from '#tests/bench/bench.ts';
import { readOptions } from './terminal/options.ts';
import { runScript, UsageError } from './terminal/run-script.ts';

const { values } = readOptions(
	`npm run bench

Measures how many requests a second the portal answers, beside a bare server that asks the database
one question and writes 8 KB, on a database of its own that is made for it and removed. Prints what
was found as JSON on the standard output, and what it is doing on the other. docs/performance.md says
what the figures mean. WORKERS=2 serves with two processes.`,
	{
		requests: { type: 'string', value: 'N', default: '20000', help: 'Requests in the database' },
		people: { type: 'string', value: 'N', default: '2000', help: 'People in the database' },
		items: { type: 'string', value: 'N', default: '0', help: 'Items in the database at least' },
		installations: {
			type: 'string',
			value: 'N',
			default: '0',
			help: 'Installations of software in the database'
		},
		seconds: { type: 'string', value: 'N', default: '2', help: 'Length of one measurement' },
		rounds: { type: 'string', value: 'N', default: '3', help: 'Measurements of each page' },
		only: { type: 'string', value: 'NAMES', help: 'Only these pages, with commas between' },
		folder: { type: 'string', value: 'PATH', help: 'Keep the database here and use it again' },
		profile: { type: 'string', value: 'PATH', help: 'Write a CPU profile of the portal here' }
	}
);

await runScript(async () => {
	const only = values.only?.split(',').map((name) => name.trim()) ?? [];
	const { folder, profile } = values;
	const result = await runBench({
		...{ only, folder, profile },
		people: wholeNumber('people'),
		requests: wholeNumber('requests'),
		items: Number(values.items),
		installations: Number(values.installations),
		seconds: wholeNumber('seconds'),
		rounds: wholeNumber('rounds'),
		workers: Number(process.env.WORKERS ?? '1'),
		progress: (text) => process.stderr.write(`${text}\n`)
	});
	process.stdout.write(`${JSON.stringify(result, null, '\t')}\n`);
});

function wholeNumber(name: 'people' | 'requests' | 'seconds' | 'rounds'): number {
	const number = Number(values[name]);
	if (!Number.isInteger(number) || number < 1) throw new UsageError(`--${name} is a whole number.`);
	return number;
}
