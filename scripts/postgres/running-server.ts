import { existsSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import postgres from 'postgres';
import { clusterFolder } from './cluster.ts';
import type { Home } from './home.ts';

/** What the server's own pid file says. */
export type PidFile = { pid: number; port: number };

/** Reads the pid file of the home's server; undefined when there is none or it is half written. */
export function readPidFile(home: Home): PidFile | undefined {
	const file = join(clusterFolder(home), 'postmaster.pid');
	if (!existsSync(file)) return undefined;
	const lines = readFileSync(file, 'utf8').split('\n');
	const pid = Number(lines[0]);
	const port = Number(lines[3]);
	return pid > 0 && port > 0 ? { pid, port } : undefined;
}

/**
 * Does the process of the pid file still serve this home? A process that merely got the same
 * number after a crash or a restart of the machine does not count.
 */
export function isOurServer(home: Home, pid: number): boolean {
	if (!isAlive(pid)) return false;
	return commandOf(pid).includes(clusterFolder(home));
}

function commandOf(pid: number): string {
	const file = `/proc/${pid}/cmdline`;
	if (existsSync(file)) return readFileSync(file, 'utf8').replaceAll('\0', ' ');
	return spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout;
}

/** Removes a pid file that no living server of ours stands behind. */
export function removeStalePidFile(home: Home): void {
	const found = readPidFile(home);
	if (found && isOurServer(home, found.pid)) return;
	rmSync(join(clusterFolder(home), 'postmaster.pid'), { force: true });
}

/** Is there a process with this number? One that belongs to somebody else counts too. */
export function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
}

/** Does a server that takes our password and uses our files answer at this address? */
export async function answers(url: string, home: Home): Promise<boolean> {
	const sql = postgres(url, { max: 1, connect_timeout: 5, onnotice: () => undefined });
	try {
		const rows = await sql<{ folder: string }[]>`
			select setting as folder from pg_settings where name = 'data_directory'`;
		return rows[0]?.folder === clusterFolder(home);
	} catch {
		return false;
	} finally {
		await sql.end({ timeout: 1 });
	}
}

/** The preferred port when it is free on loopback, else one that the system chooses. */
export async function freePort(preferred: number | null): Promise<number> {
	return (preferred && (await tryPort(preferred))) || (await tryPort(0)) || 0;
}

function tryPort(port: number): Promise<number | undefined> {
	return new Promise((resolve) => {
		const server = createServer();
		server.on('error', () => resolve(undefined));
		server.listen(port, '127.0.0.1', () => {
			const address = server.address();
			const chosen = typeof address === 'object' && address ? address.port : undefined;
			server.close(() => resolve(chosen));
		});
	});
}
