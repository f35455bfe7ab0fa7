import { systemClock, type Clock } from '#lib/server/clock.ts';
import { config } from '#lib/server/config.ts';
import { openDb, type OpenDatabase } from '#lib/server/db/client.ts';
import { startJobs } from '#lib/server/jobs/start-jobs.ts';
import { liveOf } from '#lib/server/live/start-live.ts';
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

/** Runs once when the server process starts, before the first request. */
export async function startPortal(): Promise<void> {
	if (!config().databaseUrl) return;
	const { db, sql, close } = portalDatabase();
	await startJobs({ db, sql, clock: portalClock });
	const { listener } = liveOf({ db });
	onShutdown(async () => {
		await listener.stop();
		await close();
	});
}
