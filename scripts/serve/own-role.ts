import { setTimeout as sleep } from 'node:timers/promises';
import { config } from '#lib/server/config.ts';
import { isDatabaseAway } from '#lib/server/db/database-away.ts';
import { settlePortalRole } from '#lib/server/db/portal-role.ts';
import { UsageError } from '../terminal/run-script.ts';

const UNDEFINED_TABLE = '42P01';
const retryMs = 2_000;

/**
 * For a portal that nobody prepared: puts the address of the portal's own role into `DATABASE_URL` of this process,
 * and waits for a database that is away. Throws UsageError for one that was never migrated.
 */
export async function takeOwnRole(): Promise<void> {
	const { databaseUrl, migrateDatabaseUrl } = config();
	delete process.env.MIGRATE_DATABASE_URL;
	if (!databaseUrl) return;
	for (let tries = 0; ; tries += 1) {
		try {
			const given = migrateDatabaseUrl ? databaseUrl : undefined;
			const access = await settlePortalRole(migrateDatabaseUrl ?? databaseUrl, given);
			process.env.DATABASE_URL = access.url;
			process.env.ABILAUD_ROLE = 'settled';
			if (access.guard === 'triggers') {
				console.error(
					`The audit log is guarded by triggers only: ${access.reason ?? 'the role owns it'}.`
				);
			}
			return;
		} catch (problem) {
			if (problem instanceof Error && 'code' in problem && problem.code === UNDEFINED_TABLE) {
				throw new UsageError('The database is not migrated: run "npm run migrate" first.');
			}
			if (!isDatabaseAway(problem)) throw problem;
			if (tries === 0) console.error('The database is away; waiting for it.');
			await sleep(retryMs);
		}
	}
}
