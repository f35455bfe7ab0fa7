import { spawn, spawnSync } from 'node:child_process';
import {
	closeSync,
	existsSync,
	openSync,
	renameSync,
	rmSync,
	statSync,
	writeFileSync
} from 'node:fs';
import { join } from 'node:path';
import type { Binaries } from './binaries.ts';
import type { Home } from './home.ts';
import { giveTo, type ServerUser } from './server-user.ts';

/** How careful the server is with the disk: `durable` for data, `fast` for tests that may lose it. */
export type Durability = 'durable' | 'fast';

const logLimit = 20 * 1024 * 1024;

/** The folder of the database files inside a home. */
export function clusterFolder(home: Home): string {
	return join(home.folder, 'cluster');
}

/** The server's own log; started afresh when it has grown over 20 MB. */
export function serverLog(home: Home): string {
	return join(home.folder, 'server.log');
}

/**
 * Makes the database files when there are none. They appear under their name only when complete,
 * so an interrupted first start leaves nothing half made. Throws with initdb's message.
 */
export function ensureCluster(home: Home, binaries: Binaries, user: ServerUser, password: string) {
	const folder = clusterFolder(home);
	if (existsSync(join(folder, 'PG_VERSION'))) return;
	const unfinished = `${folder}.new`;
	const passwordFile = join(home.folder, 'initdb-password');
	writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
	giveTo(user, passwordFile);
	let message = '';
	// LC_CTYPE decides what trigram search takes for a letter, so plain C is only the last resort.
	for (const ctype of ['C.UTF-8', 'en_US.UTF-8', 'C']) {
		rmSync(unfinished, { recursive: true, force: true });
		const result = spawnSync(
			binaries.initdb,
			[
				`--pgdata=${unfinished}`,
				'--username=postgres',
				`--pwfile=${passwordFile}`,
				'--auth=scram-sha-256',
				'--encoding=UTF8',
				'--locale=C',
				`--lc-ctype=${ctype}`,
				'--locale-provider=builtin',
				`--builtin-locale=${ctype === 'C' ? 'C' : 'C.UTF-8'}`,
				'--no-instructions'
			],
			{ ...user.ids, cwd: '/', env: serverEnv(), encoding: 'utf8' }
		);
		message = `${result.error?.message ?? ''}${result.stderr ?? ''}`;
		if (result.status === 0) break;
	}
	rmSync(passwordFile, { force: true });
	if (!existsSync(join(unfinished, 'PG_VERSION'))) {
		throw new Error(`The database files could not be made:\n${message}`);
	}
	renameSync(unfinished, folder);
}

/**
 * Starts the server in a session of its own, so that neither Ctrl-C nor the end of this process
 * reaches it. Returns its process id at once; readiness is for the caller to wait for.
 */
export function launch(
	home: Home,
	binaries: Binaries,
	user: ServerUser,
	port: number,
	durability: Durability
): number {
	const log = serverLog(home);
	const grown = existsSync(log) && statSync(log).size > logLimit;
	const out = openSync(log, grown ? 'w' : 'a', 0o600);
	giveTo(user, log);
	const child = spawn(
		binaries.postgres,
		['-D', clusterFolder(home), ...settings(port, durability)],
		{ ...user.ids, cwd: '/', env: serverEnv(), detached: true, stdio: ['ignore', out, out] }
	);
	child.on('error', () => undefined);
	child.unref();
	closeSync(out);
	if (child.pid === undefined) throw new Error(`${binaries.postgres} could not be started.`);
	return child.pid;
}

function settings(port: number, durability: Durability): string[] {
	const fast = durability === 'fast';
	const values: Record<string, string | number> = {
		port,
		listen_addresses: '127.0.0.1',
		unix_socket_directories: '',
		max_connections: fast ? 300 : 120,
		shared_buffers: '256MB',
		effective_cache_size: '1GB',
		work_mem: '16MB',
		maintenance_work_mem: '128MB',
		random_page_cost: 1.1,
		jit: 'off',
		// Containers often give 64 MB of shared memory, too little for parallel plans.
		max_parallel_workers_per_gather: 0,
		max_parallel_maintenance_workers: 0,
		max_wal_size: '2GB',
		checkpoint_timeout: '15min',
		timezone: 'UTC',
		log_timezone: 'UTC',
		lc_messages: 'C',
		log_checkpoints: 'off',
		fsync: fast ? 'off' : 'on',
		synchronous_commit: fast ? 'off' : 'on',
		full_page_writes: fast ? 'off' : 'on',
		// Clones of the test template are made by copying files, not through the log.
		...(fast ? { wal_level: 'minimal', max_wal_senders: 0, autovacuum: 'off' } : {})
	};
	return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

function serverEnv(): NodeJS.ProcessEnv {
	return { PATH: process.env.PATH, LC_ALL: undefined, LANG: 'C', TZ: 'UTC' };
}
