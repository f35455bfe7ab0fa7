import { config, isLoopback } from '#lib/server/config.ts';
import { migrateTarget, openTarget, settleTarget, type DatabaseTarget } from './database-target.ts';
import { ensureBuilt, isBuilt } from './start/build.ts';
import { portalFarewell, sampleFarewell } from './start/farewell.ts';
import { requireFreePort } from './start/port.ts';
import { syncContent } from './start/content.ts';
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
		process.env.ABILAUD_SAMPLE = target.embedded ? '1' : '0';
		const portalUrl = await Promise.race([prepare(target), stop]);
		if (portalUrl) await serve(target, portalUrl, stop);
	} finally {
		if (target?.embedded) await step('Stopping the database', target.release);
	}
});

async function serve(
	target: DatabaseTarget,
	portalUrl: string,
	stop: Promise<void>
): Promise<void> {
	const { host, port, origin } = config();
	const address = process.env.ORIGIN ? origin : `http://${host}:${port}`;
	const starting = startPortalProcess({ DATABASE_URL: portalUrl });
	const link = target.embedded ? undefined : linkFor(target, address);
	// Its failure is told when the portal listens.
	link?.catch(() => undefined);
	const portal = await step('Portal', () => starting);
	const watch = keepAlive(target);
	try {
		console.log(target.embedded ? sampleFarewell(address) : portalFarewell(address, await link));
		const code = await Promise.race([portal.ended, stop]);
		if (code) throw new UsageError(`The portal ended with code ${code}.`);
	} finally {
		watch.stop();
		await step('Stopping the portal', portal.stop);
	}
}

async function linkFor(target: DatabaseTarget, address: string): Promise<string | undefined> {
	const { setupLink } = await import('./start/first-administrator.ts');
	return setupLink(target.url, address);
}

// Loading the sample takes one core and building the other, so they go side by side. Returns the address by which
// the portal signs in to the database.
async function prepare(target: DatabaseTarget): Promise<string> {
	await migrateTarget(target);
	let state = target.embedded ? await sampleState(target.url) : 'loaded';
	if (state === 'loading') {
		await step('Clearing a sample that was interrupted', () => dropInterruptedSample(target.url));
		await migrateTarget(target);
		state = 'none';
	}
	const access = await settleTarget(target);
	// The loader is read before the build begins, because a build writes the compiled texts anew.
	const load = state === 'none' ? await sampleLoader() : undefined;
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
	if (built) return access.url;
	await step('Build', async (show) => {
		const timer = setInterval(() => show(buildProgress), 250);
		await build.finally(() => clearInterval(timer));
		show('');
	});
	return access.url;
}

function stopSignal(): Promise<void> {
	return new Promise((done) => {
		for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
			process.on(signal, () => done());
		}
	});
}
