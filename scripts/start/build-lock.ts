import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from '../postgres/running-server.ts';

const lock = join('node_modules', '.cache', 'abilaud', 'build.lock');

/**
 * Does `work` while no other process builds, because two builds would write into one folder. A
 * lock whose owner is gone does not count.
 */
export async function whileNobodyBuilds<T>(work: () => Promise<T>): Promise<T> {
	mkdirSync(dirname(lock), { recursive: true });
	while (!take()) await sleep(200);
	const release = () => rmSync(lock, { force: true });
	process.once('exit', release);
	try {
		return await work();
	} finally {
		process.off('exit', release);
		release();
	}
}

function take(): boolean {
	try {
		writeFileSync(lock, String(process.pid), { flag: 'wx' });
		return true;
	} catch {
		const owner = Number(readOwner());
		if (owner > 0 && !isAlive(owner)) rmSync(lock, { force: true });
		return false;
	}
}

function readOwner(): string {
	try {
		return readFileSync(lock, 'utf8');
	} catch {
		return '';
	}
}
