import { isDatabaseAway } from '#lib/server/db/database-away.ts';
import cluster, { type Worker } from 'node:cluster';
import { resolve } from 'node:path';
import { config, isLoopback } from '#lib/server/config.ts';
import { servePortal } from './serve/http-server.ts';
import { readOptions } from './terminal/options.ts';
import { runScript } from './terminal/run-script.ts';

readOptions(
	`node scripts/run.mjs serve

Serves the built portal on HOST and PORT against DATABASE_URL, in WORKERS processes, until it gets
SIGTERM or SIGINT. "npm start" does this after it has prepared everything; alone it is for
service managers and containers that prepare things themselves (npm run migrate, npm run build).`,
	{}
);

// A connection to the database that is cut can end a promise that nobody waits for any more. That is no reason to
// end the portal for everybody; anything else that nobody handles is.
process.on('unhandledRejection', (problem) => {
	if (!isDatabaseAway(problem)) throw problem;
	console.error('A query was cut off:', problem instanceof Error ? problem.message : problem);
});

await runScript(async () => {
	const { workers } = config();
	if (cluster.isPrimary) await settleRole();
	// The first worker runs the jobs, so that they run once.
	if (cluster.isPrimary && workers > 1) await runWorkers(workers);
	else await runOne();
});

// What it needs stays out of the memory of a portal whose role somebody else has settled.
async function settleRole(): Promise<void> {
	if (process.env.ABILAUD_ROLE === 'settled') return;
	const { takeOwnRole } = await import('./serve/own-role.ts');
	await takeOwnRole();
}

async function runOne(): Promise<void> {
	const { host, port } = config();
	if (!cluster.isWorker) process.env.ABILAUD_JOBS ??= '1';
	const loopbackOnly = !process.env.ORIGIN && isLoopback(host);
	if (!loopbackOnly) process.env.ORIGIN ??= config().origin;
	const server = await servePortal({
		buildFolder: resolve(process.env.ABILAUD_BUILD ?? 'build'),
		host,
		port,
		loopbackOnly
	});
	process.send?.({ ready: server.port });
	await stopSignal();
	await server.stop();
}

async function runWorkers(count: number): Promise<void> {
	let stopping = false;
	let ready = 0;
	const start = (index: number): void => {
		const started = Date.now();
		const worker = cluster.fork({ ABILAUD_JOBS: index === 0 ? '1' : '0' });
		worker.on('message', (message: { ready?: number }) => {
			ready += 1;
			if (ready === count) process.send?.(message);
		});
		worker.on('exit', (code, signal) => {
			if (stopping) return;
			console.error(`Worker ${index + 1} ended (${signal ?? code}); starting it again.`);
			setTimeout(() => start(index), Date.now() - started < 5_000 ? 2_000 : 0);
		});
	};
	for (let index = 0; index < count; index += 1) start(index);
	await stopSignal();
	stopping = true;
	const workers = Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
	await Promise.all(workers.map(endOf));
}

function endOf(worker: Worker): Promise<void> {
	return new Promise((done) => {
		worker.once('exit', () => done());
		worker.process.kill('SIGTERM');
	});
}

function stopSignal(): Promise<void> {
	return new Promise((done) => {
		process.on('SIGTERM', () => done());
		process.on('SIGINT', () => done());
	});
}
