import { config } from '#lib/server/config.ts';
import { migrateDatabase } from '#lib/server/db/migrate.ts';
import { settlePortalRole, type PortalAccess } from '#lib/server/db/portal-role.ts';
import { useEmbeddedServer } from './postgres/server.ts';
import { UsageError } from './terminal/run-script.ts';
import { step } from './terminal/steps.ts';

/** The database a script works on. */
export type DatabaseTarget = {
	/** Its address for the role that owns the tables. */
	url: string;
	/** Is it our own server, so that sample data is allowed? */
	embedded: boolean;
	/** Starts the embedded server again when it is gone; true when that was needed. */
	revive(): Promise<boolean>;
	/** Ends this script's use of it. */
	release(): Promise<void>;
};

/**
 * Opens the database of `MIGRATE_DATABASE_URL` or `DATABASE_URL`, else the embedded one of `DATA_DIR`, starting it if
 * needed.
 */
export async function openTarget(): Promise<DatabaseTarget> {
	const { databaseUrl, migrateDatabaseUrl, dataDir } = config();
	if (databaseUrl) {
		return {
			url: migrateDatabaseUrl ?? databaseUrl,
			embedded: false,
			revive: async () => false,
			release: async () => undefined
		};
	}
	if (migrateDatabaseUrl) {
		throw new UsageError('MIGRATE_DATABASE_URL is set, so DATABASE_URL has to be set too.');
	}
	return step('Database', async (progress) => {
		progress('starting PostgreSQL');
		const server = await useEmbeddedServer(dataDir);
		progress(server.adopted ? 'PostgreSQL was running' : 'PostgreSQL started');
		return { ...server, embedded: true };
	});
}

/** Brings the database to the schema of ./drizzle and tells how many migrations that took. */
export async function migrateTarget(target: DatabaseTarget): Promise<void> {
	await step('Migrations', async (progress) => {
		const { applied, total } = await migrateDatabase(target.url, { onProgress: progress });
		progress(applied ? `${applied} of ${total} applied` : `all ${total} there`);
	});
}

/**
 * Sees to the role that the portal signs in as and says what guards the audit log against the portal itself. After
 * migrating.
 */
export async function settleTarget(target: DatabaseTarget): Promise<PortalAccess> {
	const { databaseUrl, migrateDatabaseUrl } = config();
	return step('Audit log', async (progress) => {
		const given = migrateDatabaseUrl ? databaseUrl : undefined;
		const access = await settlePortalRole(target.url, given);
		const role = decodeURIComponent(new URL(access.url).username);
		progress(
			access.guard === 'role'
				? `the portal, as ${role}, may only add to it`
				: `guarded by triggers only: ${access.reason ?? 'the role owns it'} (docs/operations.md)`
		);
		return access;
	});
}
