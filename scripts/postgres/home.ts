import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { canUse, giveTo, type ServerUser } from './server-user.ts';

/** Where one embedded server lives, remembered in `<dataDir>/postgres.json`. */
export type Home = { folder: string; port: number | null; dataDir: string };

/**
 * Finds or makes the home of the database server that belongs to `dataDir`: a folder inside it,
 * or, when the server's user cannot get there (root's checkout below a folder of mode 700), one
 * below /var/lib or the temporary folder. The place is remembered, so it survives a later `chmod`.
 */
export function databaseHome(dataDir: string, user: ServerUser): Home {
	const folder = resolve(dataDir);
	mkdirSync(folder, { recursive: true });
	const recorded = readRecord(folder);
	if (recorded && existsSync(recorded.folder)) return { ...recorded, dataDir: folder };

	const inside = join(folder, 'postgres');
	mkdirSync(inside, { recursive: true, mode: 0o700 });
	giveTo(user, inside);
	const place = canUse(user, inside) ? inside : outside(folder, user);
	const home: Home = { folder: place, port: null, dataDir: folder };
	rememberHome(home);
	return home;
}

/** Writes the home's place and port down; the file is replaced in one go. */
export function rememberHome(home: Home): void {
	const file = join(home.dataDir, 'postgres.json');
	const text = `${JSON.stringify({ folder: home.folder, port: home.port }, null, '\t')}\n`;
	writeFileSync(`${file}.new`, text);
	renameSync(`${file}.new`, file);
}

/** The random password of the server's roles, in a file that only its owner can read. */
export function homePassword(home: Home): string {
	const file = join(home.dataDir, 'postgres-password');
	if (!existsSync(file)) {
		writeFileSync(file, randomBytes(24).toString('hex'), { mode: 0o600, flag: 'wx' });
	}
	return readFileSync(file, 'utf8').trim();
}

function readRecord(dataDir: string): Omit<Home, 'dataDir'> | undefined {
	const file = join(dataDir, 'postgres.json');
	if (!existsSync(file)) return undefined;
	return JSON.parse(readFileSync(file, 'utf8')) as Omit<Home, 'dataDir'>;
}

function outside(dataDir: string, user: ServerUser): string {
	const hash = createHash('sha256').update(dataDir).digest('hex').slice(0, 12);
	for (const parent of ['/var/lib', '/var/tmp', tmpdir()]) {
		const place = join(parent, `abilaud-${hash}`);
		try {
			mkdirSync(place, { recursive: true, mode: 0o700 });
			giveTo(user, place);
		} catch {
			continue;
		}
		if (canUse(user, place)) return place;
	}
	throw new Error(
		`The database server's user "${user.name}" can neither use ${dataDir} nor /var/lib. ` +
			'Set DATA_DIR to a folder that it can enter.'
	);
}
