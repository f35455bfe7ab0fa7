import { fork, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrateDatabase } from '#lib/server/db/migrate.ts';
import { openDb } from '#lib/server/db/client.ts';
import { settlePortalRole } from '#lib/server/db/portal-role.ts';
import { FULL_VOLUME } from '#scripts/load/load-training.ts';
import { loadTown } from '#scripts/load/load-town.ts';
import { freePort } from '#scripts/postgres/running-server.ts';
import { useEmbeddedServer } from '#scripts/postgres/server.ts';
import { buildForTests } from '#scripts/start/build.ts';
import { startPortalProcess, type PortalProcess } from '#scripts/start/portal-process.ts';
import { measureAnnouncing, type AnnouncingFigures } from './announcing.ts';
import { check, fire, middle, type Figures, type Target } from './measure.ts';
import { findAgent, findEmployee, portalTargets } from './targets.ts';

export type BenchOptions = {
	people: number;
	requests: number;
	/** So many items at least. */
	items: number;
	/** So many installations of software. */
	installations: number;
	workers: number;
	/** Length of one measurement. */
	seconds: number;
	/** Measurements of each page, by turns with the bare server. */
	rounds: number;
	/** Names of the pages to measure; all when empty. */
	only: readonly string[];
	/** Keeps database and files in this folder and uses what is there; otherwise a folder that is removed. */
	folder?: string | undefined;
	/** A folder for a CPU profile of the portal's process. */
	profile?: string | undefined;
	progress: (text: string) => void;
};

/** `cpu` is the serving process's own time of the processor for one answer at eight at once, in milliseconds. */
export type PageResult = { name: string; ratio: number; cpu: number; at1: Figures; at8: Figures };
export type BenchResult = {
	people: number;
	requests: number;
	workers: number;
	bare: { cpu: number; at1: Figures; at8: Figures };
	results: PageResult[];
	/** Telling the whole town of something; nothing when only some pages were asked for. */
	announcing?: AnnouncingFigures;
	/** Megabytes that each serving process took at the end, the largest first. */
	memory: number[];
};

/**
 * Measures the portal, served as in production on its own throw-away database, beside a bare server in the same run.
 * The machine's other work comes and goes, so both are measured by turns and the middle of each is taken. Throws
 * when any page answers something else than it should.
 */
export async function runBench(options: BenchOptions): Promise<BenchResult> {
	const { progress } = options;
	progress('Build');
	const build = await buildForTests();
	const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'abilaud-bench-'));
	mkdirSync(folder, { recursive: true });
	progress('Database');
	const server = await useEmbeddedServer(folder);
	try {
		await fillDatabase(server.url, options);
		return await serveAndMeasure(server.url, build, folder, options);
	} finally {
		await server.release();
		if (!options.folder) rmSync(folder, { recursive: true, force: true });
	}
}

async function fillDatabase(
	url: string,
	{ people, requests, items, installations, progress }: BenchOptions
): Promise<void> {
	await migrateDatabase(url);
	const open = openDb(url, { max: 1 });
	const [found] = await open.sql<{ requests: number; loaded: boolean }[]>`
		select (select count(*)::int from service_request) as requests,
			exists (select from unit where code = 'load-it') as loaded`;
	await open.close();
	if (found?.loaded) return progress(`${found.requests} requests were there`);
	let shown = '';
	const show = (text: string) => {
		const step = text.replace(/\d+ of \d+ ?/, '');
		if (step !== shown) progress((shown = step));
	};
	const now = new Date();
	await loadTown(url, {
		...{ people, requests, items, installations, seed: 1, now, passwords: false, progress: show },
		training: FULL_VOLUME,
		notices: true
	});
}

async function serveAndMeasure(
	url: string,
	build: string,
	folder: string,
	options: BenchOptions
): Promise<BenchResult> {
	const open = openDb(url, { max: 2 });
	// Served as in production: by the role that owns nothing.
	const access = await settlePortalRole(url);
	const port = await freePort(null);
	const origin = `http://127.0.0.1:${port}`;
	const portal = await startPortalProcess({
		DATABASE_URL: access.url,
		DATA_DIR: folder,
		HOST: '127.0.0.1',
		PORT: String(port),
		ORIGIN: undefined,
		SMTP_URL: undefined,
		WORKERS: String(options.workers),
		LOG_LEVEL: 'error',
		ABILAUD_BUILD: build,
		ABILAUD_SAMPLE: '0',
		...(options.profile
			? { NODE_OPTIONS: `--cpu-prof --cpu-prof-interval=500 --cpu-prof-dir=${options.profile}` }
			: {})
	});
	let bare: { target: Target; process: ChildProcess } | undefined;
	try {
		const people = { employee: await findEmployee(open), agent: await findAgent(open) };
		bare = await startBare(access.url, people.employee.id);
		const barePid = bare.process.pid ?? 0;
		const targets = await portalTargets(open, origin, people);
		const chosen = targets.filter(
			({ name }) => options.only.length === 0 || options.only.includes(name)
		);
		const measured = await measureAll(portal, { ...bare.target, pid: barePid }, chosen, options);
		if (options.only.length > 0 && !options.only.includes('announcing')) return measured;
		return { ...measured, announcing: await measureAnnouncing(open) };
	} finally {
		bare?.process.disconnect();
		await portal.stop();
		await open.close();
	}
}

async function startBare(url: string, person: string) {
	const child = fork(join(import.meta.dirname, 'bare-server.ts'), [], {
		env: { ...process.env, NODE_ENV: 'production', DATABASE_URL: url, PERSON: person },
		execArgv: ['--disable-warning=ExperimentalWarning']
	});
	const [{ port }] = (await once(child, 'message')) as [{ port: number }];
	const origin = `http://127.0.0.1:${port}`;
	const expect = [/(<li>[^]*?){20}/];
	const target: Target = { name: 'bare', origin, path: '/', headers: {}, status: 200, expect };
	return { target, process: child };
}

async function measureAll(
	portal: PortalProcess,
	bare: Target & { pid: number },
	targets: readonly Target[],
	{ seconds, rounds, progress, people, requests, workers }: BenchOptions
): Promise<BenchResult> {
	for (const target of [bare, ...targets]) {
		await check(target);
		await fire(target, 8, seconds);
	}
	const bareAll: { cpu: number[]; at1: Figures[]; at8: Figures[] } = { cpu: [], at1: [], at8: [] };
	const results: PageResult[] = [];
	for (const target of targets) {
		const ratios: number[] = [];
		const own: { cpu: number[]; at1: Figures[]; at8: Figures[] } = { cpu: [], at1: [], at8: [] };
		const before = await target.written?.();
		for (let round = 0; round < rounds; round += 1) {
			const beside = await fireCounting(bare, bare.pid, seconds);
			const figures = await fireCounting(target, portal.pid, seconds);
			bareAll.cpu.push(beside.cpu);
			own.cpu.push(figures.cpu);
			ratios.push(figures.rps / beside.rps);
			own.at8.push(figures);
			bareAll.at8.push(beside);
			own.at1.push(await fire(target, 1, seconds));
			bareAll.at1.push(await fire(bare, 1, seconds));
		}
		if (target.written && (await target.written()) === before)
			throw new Error(`${target.name} wrote nothing.`);
		ratios.sort((a, b) => a - b);
		const ratio = Math.round((ratios[Math.floor(rounds / 2)] ?? 0) * 1000) / 1000;
		const result = {
			...{ name: target.name, ratio, cpu: middleOf(own.cpu) },
			...{ at1: middle(own.at1), at8: middle(own.at8) }
		};
		results.push(result);
		progress(
			`${target.name}: ratio ${ratio}, ${result.cpu} ms of processor time, ${result.at8.rps} a second, p95 ${result.at8.p95} ms`
		);
	}
	return {
		...{ people, requests, workers },
		bare: { cpu: middleOf(bareAll.cpu), at1: middle(bareAll.at1), at8: middle(bareAll.at8) },
		results,
		memory: memoryOf(portal.pid)
	};
}

/** `fire` at eight at once, with the processor time that a process took for each answer. */
async function fireCounting(target: Target, pid: number, seconds: number) {
	const before = processorTime(pid);
	const figures = await fire(target, 8, seconds);
	const answers = figures.rps * seconds;
	return { ...figures, cpu: (processorTime(pid) - before) / answers };
}

/** Milliseconds of the processor that a process and those it started have taken, user and system; Linux only. */
function processorTime(pid: number): number {
	const own = processes().filter(([id, parent]) => id === pid || parent === pid);
	return own.reduce((sum, [id]) => {
		const file = `/proc/${id}/stat`;
		const fields = existsSync(file)
			? readFileSync(file, 'utf8').split(') ').at(-1)?.split(' ')
			: [];
		// The 14th and 15th field, in hundredths of a second.
		return sum + 10 * (Number(fields?.[11] ?? 0) + Number(fields?.[12] ?? 0));
	}, 0);
}

const middleOf = (all: readonly number[]) =>
	Math.round(([...all].sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0) * 100) / 100;

/** Megabytes of a process and of those it started. */
function memoryOf(pid: number): number[] {
	return processes()
		.filter(([id, parent]) => id === pid || parent === pid)
		.map(([, , kilobytes = 0]) => Math.round(kilobytes / 1024))
		.sort((a, b) => b - a);
}

function processes(): number[][] {
	const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid=,rss='], { encoding: 'utf8' });
	return stdout.split('\n').map((line) => line.trim().split(/\s+/).map(Number));
}
