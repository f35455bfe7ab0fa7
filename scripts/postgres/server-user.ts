import { spawnSync } from 'node:child_process';
import { chownSync, lstatSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The system user that the database server runs as; `ids` is empty for oneself. */
export type ServerUser = { name: string; ids: { uid?: number; gid?: number } };

/**
 * PostgreSQL refuses to run as root. Promises the user to run it as: oneself, or for root the
 * system's `postgres` user, created when it is missing, else `nobody`.
 */
export function serverUser(): ServerUser {
	if (process.getuid?.() !== 0) return { name: 'self', ids: {} };
	const existing = lookUp('postgres');
	if (existing) return existing;
	for (const [command, args] of [
		['useradd', ['--system', '--user-group', '--no-create-home', 'postgres']],
		['adduser', ['-S', '-D', '-H', 'postgres']]
	] as const) {
		spawnSync(command, args);
		const created = lookUp('postgres');
		if (created) return created;
	}
	const nobody = lookUp('nobody');
	if (nobody) return nobody;
	throw new Error(
		'PostgreSQL does not run as root, and no other user could be found or created. ' +
			'Create a user named postgres, or start as an ordinary user.'
	);
}

function lookUp(name: string): ServerUser | undefined {
	const row = readFileSync('/etc/passwd', 'utf8')
		.split('\n')
		.map((line) => line.split(':'))
		.find((fields) => fields[0] === name);
	if (!row) return undefined;
	return { name, ids: { uid: Number(row[2]), gid: Number(row[3]) } };
}

/** Can this user enter and write the folder? Asked of the system, so that ACLs count too. */
export function canUse(user: ServerUser, folder: string): boolean {
	const test = 'test -r "$1" && test -w "$1" && test -x "$1"';
	const result = spawnSync('/bin/sh', ['-c', test, 'sh', folder], { ...user.ids, cwd: '/' });
	return result.status === 0;
}

/** Gives a folder and all that is in it to the server's user; nothing to do for oneself. */
export function giveTo(user: ServerUser, path: string): void {
	const { uid, gid } = user.ids;
	if (uid === undefined || gid === undefined) return;
	chownSync(path, uid, gid);
	if (!lstatSync(path).isDirectory()) return;
	for (const name of readdirSync(path)) {
		const inner = join(path, name);
		if (lstatSync(inner).isSymbolicLink()) continue;
		giveTo(user, inner);
	}
}
