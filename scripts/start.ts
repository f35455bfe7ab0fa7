import { config, isLoopback } from '#lib/server/config.ts';
import { migrateDatabase } from '#lib/server/db/migrate.ts';
import { openTarget, type DatabaseTarget } from './database-target.ts';
import { ensureBuilt, isBuilt } from './start/build.ts';
import { portalFarewell, sampleFarewell } from './start/farewell.ts';
import { setupLink } from './start/first-administrator.ts';
import { requireFreePort } from './start/port.ts';
import { startPortalProcess } from './start/portal-process.ts';
import {
	dropInterruptedSample,
	runSampleLoader,
	sampleLoader,
	sampleState
} from './start/sample.ts';
import { keepAlive } from './start/keep-alive.ts';
import { readOptions } from './terminal/options.ts';
import { runScript, UsageError } from './terminal/run-script.ts';
import { step } from './terminal/steps.ts';

readOptions(
	`npm start

Starts the portal: brings the packages and the database up to date, builds when sources changed,
and serves on HOST and PORT (http://127.0.0.1:3000). Without DATABASE_URL it brings its own
PostgreSQL, keeps everything in DATA_DIR, and shows a sample organisation to this machine only.
All settings are in docs/operations.md.`,
	{}
);

await runScript(async () => {
	const settings = config();
	const sample = !settings.databaseUrl;
	if (sample && !isLoopback(settings.host)) {
		throw new UsageError(
			`The sample is for this machine only, so HOST ${settings.host} is refused. ` +
				'Set DATABASE_URL to serve others.'
		);
	}
	await requireFreePort(settings.host, settings.port);

	const stop = stopSignal();
	let target: DatabaseTarget | undefined;
	try {
		target = await openTarget();
		process.env.DATABASE_URL = target.url;
		process.env.ABILAUD_SAMPLE = target.embedded ? '1' : '0';
		const prepared = await Promise.race([prepare(target).then(() => true), stop]);
		if (prepared) await serve(target, stop);
	} finally {
		if (target?.embedded) await step('Stopping the database', target.release);
	}
});

async function serve(target: DatabaseTarget, stop: Promise<void>): Promise<void> {
	const { host, port, origin } = config();
	const address = process.env.ORIGIN ? origin : `http://${host}:${port}`;
	const portal = await step('Portal', () => startPortalProcess({}));
	const watch = keepAlive(target);
	try {
		const link = target.embedded ? undefined : await setupLink(target.url, address);
		console.log(target.embedded ? sampleFarewell(address) : portalFarewell(address, link));
		const code = await Promise.race([portal.ended, stop]);
		if (code) throw new UsageError(`The portal ended with code ${code}.`);
	} finally {
		watch.stop();
		await step('Stopping the portal', portal.stop);
	}
}

async function migrate(target: DatabaseTarget): Promise<void> {
	await step('Migrations', async (progress) => {
		const { applied, total } = await migrateDatabase(target.url, { onProgress: progress });
		progress(applied ? `${applied} applied` : `all ${total} there`);
	});
}

// Loading the sample takes one core and building the other, so they go side by side.
async function prepare(target: DatabaseTarget): Promise<void> {
	await migrate(target);
	let state = target.embedded ? await sampleState(target.url) : 'loaded';
	if (state === 'loading') {
		await step('Clearing a sample that was interrupted', () => dropInterruptedSample(target.url));
		await migrate(target);
		state = 'none';
	}
	// The loader is read before the build begins, because a build writes the compiled texts anew.
	const load = state === 'none' ? await sampleLoader() : undefined;
	const { syncContent } = await import('./start/content.ts');
	const built = isBuilt();
	let buildProgress = '';
	const build = built
		? Promise.resolve(false)
		: ensureBuilt((text) => {
				buildProgress = text;
			});
	// Its failure is reported by the step below; the sample may still be loading then.
	build.catch(() => undefined);
	// The sample brings the content in at its own beginning, years ago.
	if (load) await step('Sample organisation', (show) => runSampleLoader(target.url, load, show));
	else await step('Content', (show) => syncContent(target.url, show));
	if (built) return;
	await step('Build', async (show) => {
		const timer = setInterval(() => show(buildProgress), 250);
		await build.finally(() => clearInterval(timer));
		show('');
	});
}

function stopSignal(): Promise<void> {
	return new Promise((done) => {
		for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
			process.on(signal, () => done());
		}
	});
}
