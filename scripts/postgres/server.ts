import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import { ownPortalRole } from '#lib/server/db/portal-role.ts';
import { runnableBinaries } from './binaries.ts';
import { clusterFolder, ensureCluster, launch, serverLog, type Durability } from './cluster.ts';
import { databaseHome, homePassword, rememberHome, type Home } from './home.ts';
import { takeLease, type Lease } from './lease.ts';
import {
	answers,
	freePort,
	isOurServer,
	readPidFile,
	removeStalePidFile
} from './running-server.ts';
import { serverUser } from './server-user.ts';

/** A running database server of ours, and this process's share in it. */
export type EmbeddedServer = {
	/** Address for scripts: the role `abilaud`, which is no superuser and owns its database. */
	url: string;
	/** Address for the portal: the role `abilaud_portal`, which owns nothing and gets its rights after migrating. */
	portalUrl: string;
	/** Address for the superuser, in the database `postgres`. */
	adminUrl: string;
	/** Was it found running, e.g. after the portal was killed? */
	adopted: boolean;
	/** Starts it again when it is gone; true when that was needed. Keeps the address. */
	revive(): Promise<boolean>;
	/** Ends this process's use; the server stops when nobody else uses it. */
	release(): Promise<void>;
};

const patience = 60_000;

/**
 * Promises a PostgreSQL for `dataDir` that answers on loopback: adopts one that still runs,
 * cleans up after one that was killed, makes the files on the first call. Throws with the end of
 * the server's log when it does not come up within a minute.
 */
export async function useEmbeddedServer(
	dataDir: string,
	durability: Durability = 'durable'
): Promise<EmbeddedServer> {
	const user = serverUser();
	const home = databaseHome(dataDir, user);
	const password = homePassword(home);
	const urls = () => ({
		url: `postgres://abilaud:${password}@127.0.0.1:${home.port}/abilaud`,
		adminUrl: `postgres://postgres:${password}@127.0.0.1:${home.port}/postgres`
	});

	const ensure = async (): Promise<{ adopted: boolean; lease: Lease }> => {
		const deadline = Date.now() + patience;
		let adopted = true;
		while (Date.now() < deadline) {
			const found = readPidFile(home);
			if (found && isOurServer(home, found.pid)) {
				if (home.port !== found.port) rememberHome(Object.assign(home, { port: found.port }));
				if (await answers(urls().adminUrl, home)) {
					const lease = await takeLease(urls().adminUrl).catch(() => undefined);
					if (lease) return { adopted, lease };
				}
				await sleep(100);
				continue;
			}
			adopted = false;
			removeStalePidFile(home);
			const binaries = runnableBinaries(user, home.folder);
			ensureCluster(home, binaries, user, password);
			const port = await freePort(home.port);
			if (port !== home.port) rememberHome(Object.assign(home, { port }));
			await settled(home, launch(home, binaries, user, port, durability));
		}
		throw new Error(`The database server does not answer.\n${endOfLog(home)}`);
	};

	const first = await ensure();
	let { lease } = first;
	const portalUrl = await ensureDatabase(urls(), password);
	return {
		...urls(),
		portalUrl,
		adopted: first.adopted,
		async revive() {
			const found = readPidFile(home);
			if (found && isOurServer(home, found.pid)) return false;
			await lease.giveUp();
			({ lease } = await ensure());
			return true;
		},
		async release() {
			if (await lease.giveUp()) await stop(home);
		}
	};
}

// Waits until the launched server has written its pid file or has given up. After a crash the
// backends of the old server may take a moment to go; then the next round tries again.
async function settled(home: Home, pid: number): Promise<void> {
	for (let waited = 0; waited < 10_000; waited += 50) {
		await sleep(50);
		if (readPidFile(home)?.pid === pid) return;
		if (!isOurServer(home, pid)) break;
	}
	await sleep(300);
}

async function stop(home: Home): Promise<void> {
	const found = readPidFile(home);
	if (!found || !isOurServer(home, found.pid)) return;
	process.kill(found.pid, 'SIGINT');
	const deadline = Date.now() + patience;
	while (isOurServer(home, found.pid) && Date.now() < deadline) await sleep(25);
}

async function ensureDatabase(
	{ url, adminUrl }: Pick<EmbeddedServer, 'url' | 'adminUrl'>,
	password: string
): Promise<string> {
	const sql = postgres(adminUrl, { max: 1, onnotice: () => undefined });
	try {
		const rows = await sql<{ role: boolean; database: boolean }[]>`
			select exists (select from pg_roles where rolname = 'abilaud') as role,
				exists (select from pg_database where datname = 'abilaud') as database`;
		if (!rows[0]?.role) {
			await sql.unsafe(`create role abilaud login createdb password '${password}'`);
		}
		if (!rows[0]?.database) await sql.unsafe('create database abilaud owner abilaud');
		const portal = await ownPortalRole(sql, url, 'abilaud_portal');
		if (portal.reason !== undefined) throw new Error(`The embedded database: ${portal.reason}.`);
		// So that the owner may end the portal's connections; the portal gains nothing by it.
		const [member] = await sql`
			select from pg_auth_members where roleid = 'abilaud_portal'::regrole and member = 'abilaud'::regrole`;
		if (!member) await sql.unsafe('grant abilaud_portal to abilaud');
		return portal.url;
	} finally {
		await sql.end({ timeout: 1 });
	}
}

function endOfLog(home: Home): string {
	const file = serverLog(home);
	if (!existsSync(file)) return `(no log in ${clusterFolder(home)})`;
	return readFileSync(file, 'utf8').split('\n').slice(-15).join('\n');
}
