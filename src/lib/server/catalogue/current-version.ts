import { and, eq, type SQL } from 'drizzle-orm';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { service, serviceVersion } from './tables.ts';

/** Joins a service to the version in force. */
export const onCurrentVersion: SQL | undefined = and(
	eq(serviceVersion.serviceId, service.id),
	eq(serviceVersion.version, service.currentVersion)
);

/** The content hash of the version in force. */
export async function findContentHash(
	db: DbOrTx,
	of: { id: string; currentVersion: number }
): Promise<string | undefined> {
	const [found] = await db
		.select({ contentHash: serviceVersion.contentHash })
		.from(serviceVersion)
		.where(and(eq(serviceVersion.serviceId, of.id), eq(serviceVersion.version, of.currentVersion)));
	return found?.contentHash;
}
