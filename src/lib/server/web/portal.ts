import { joinerListener } from '#lib/server/access/changes/joiner-listener.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { config } from '#lib/server/config.ts';
import { openDb, type Db, type OpenDatabase } from '#lib/server/db/client.ts';
import { startJobs } from '#lib/server/jobs/start-jobs.ts';
import { liveOf, type Live } from '#lib/server/live/start-live.ts';
import { presentReaders } from '#lib/server/notices/telling/present-readers.ts';
import { leaverListener } from '#lib/server/access/leaving/leaver-listener.ts';
import { listenToRequests } from '#lib/server/requests/request-listeners.ts';
import { onShutdown } from '#lib/server/shutdown.ts';

let opened: OpenDatabase | undefined;

/** The process's one database pool, opened at first use from `DATABASE_URL`. */
export function portalDatabase(): OpenDatabase {
	if (opened) return opened;
	const { databaseUrl, databasePool } = config();
	if (!databaseUrl) throw new Error('DATABASE_URL is not set: start the portal with `npm start`.');
	opened = openDb(databaseUrl, { max: databasePool });
	return opened;
}

/** Time as the portal's requests see it. */
export const portalClock: Clock = systemClock;

/** The process's live updates: what changed, to the pages that are open here. */
export const portalLive = (db: Db): Live => liveOf({ db }, presentReaders);

/** Runs once when the server process starts, before the first request. */
export async function startPortal(): Promise<void> {
	if (!config().databaseUrl) return;
	listenToRequests(joinerListener);
	listenToRequests(leaverListener);
	const { db, sql, close } = portalDatabase();
	await startJobs({ db, sql, clock: portalClock });
	const { listener } = portalLive(db);
	onShutdown(async () => {
		await listener.stop();
		await close();
	});
}
