import { config } from '#lib/server/config.ts';
import { migrateTarget, openTarget, settleTarget } from './database-target.ts';
import { FULL_VOLUME } from './load/load-training.ts';
import { loadTown } from './load/load-town.ts';
import { readOptions } from './terminal/options.ts';
import { runScript, UsageError } from './terminal/run-script.ts';
import { step } from './terminal/steps.ts';

const { values } = readOptions(
	`npm run load -- --people 2000 --requests 20000 --seed 7

Fills the database with a made-up town and four years of its requests, to see how the portal fares
with so many. The embedded database of DATA_DIR unless --database-url is given. What is there
already stays; nothing takes the loaded data out again. The same seed on the same day gives the
same data in an empty database. Everybody of the town signs in with the sample's password, which
is not given to anybody in a database of DATABASE_URL.`,
	{
		people: { type: 'string', value: 'N', default: '2000', help: 'How many people' },
		requests: { type: 'string', value: 'N', default: '20000', help: 'How many requests' },
		seed: { type: 'string', value: 'S', default: '1', help: 'Another number gives another town' },
		items: { type: 'string', value: 'N', default: '0', help: 'So many items at least' },
		installations: {
			type: 'string',
			value: 'N',
			default: '0',
			help: 'So many installations on computers, with 500 products and their seats'
		},
		training: {
			type: 'boolean',
			help: '300 training modules, and for each person 100 pages read and 25 completions'
		},
		notices: {
			type: 'boolean',
			help: 'What systems need, ten rights, seats and items a person, 41 notices with their ledgers'
		},
		'database-url': { type: 'boolean', help: 'Fill the database of DATABASE_URL' }
	}
);

await runScript(async () => {
	const people = wholeNumber('people', 20, 200_000);
	const requests = wholeNumber('requests', 1, 5_000_000);
	const items = wholeNumber('items', 0, 1_000_000);
	const installations = wholeNumber('installations', 0, 2_000_000);
	const seed = wholeNumber('seed', 0, 2_147_483_647);
	const named = config().databaseUrl !== undefined;
	if (named !== Boolean(values['database-url'])) {
		throw new UsageError(
			named
				? 'DATABASE_URL is set. Give --database-url to fill that database with made-up data.'
				: '--database-url needs DATABASE_URL.'
		);
	}
	const target = await openTarget();
	// Nothing is lost when the machine goes down now: the load is begun anew.
	const hasty = new URL(target.url);
	hasty.searchParams.set('synchronous_commit', 'off');
	try {
		await migrateTarget(target);
		await settleTarget(target);
		await step('Load', async (progress) => {
			const training = values.training ? FULL_VOLUME : undefined;
			const options = {
				people,
				requests,
				seed,
				items,
				installations,
				now: new Date(),
				passwords: target.embedded,
				training,
				notices: Boolean(values.notices)
			};
			const loaded = await loadTown(hasty.href, { ...options, progress });
			progress(
				`${loaded.people} people, ${loaded.requests} requests, ${loaded.auditEntries} audit entries`
			);
		});
	} finally {
		await target.release();
	}
});

function wholeNumber(
	name: 'people' | 'requests' | 'seed' | 'items' | 'installations',
	low: number,
	high: number
): number {
	const text = values[name] ?? '';
	const number = Number(text);
	if (!/^\d+$/.test(text) || number < low || number > high) {
		throw new UsageError(`--${name} is a whole number from ${low} to ${high}.`);
	}
	return number;
}
