import { desc, eq } from 'drizzle-orm';
import { forbidden } from '#lib/errors.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { listPersonNames } from '#lib/server/people/list-names.ts';
import { serviceVersion } from './tables.ts';

export type ListedVersion = {
	id: string;
	version: number;
	note: string;
	createdAt: Date;
	/** Null for versions that came from files. */
	createdBy: string | null;
};

const mostVersions = 100;

/** The latest hundred versions of a service, newest first. Throws Forbidden to all but administrators. */
export async function listServiceVersions(
	db: DbOrTx,
	actor: Actor,
	serviceId: string
): Promise<ListedVersion[]> {
	if (!can(actor, 'catalogue.edit')) throw forbidden();
	const rows = await db
		.select({
			id: serviceVersion.id,
			version: serviceVersion.version,
			note: serviceVersion.note,
			createdAt: serviceVersion.createdAt,
			createdById: serviceVersion.createdById
		})
		.from(serviceVersion)
		.where(eq(serviceVersion.serviceId, serviceId))
		.orderBy(desc(serviceVersion.version))
		.limit(mostVersions);
	const ids = rows.flatMap((row) => (row.createdById ? [row.createdById] : []));
	const names = await listPersonNames(db, [...new Set(ids)]);
	return rows.map(({ createdById, ...row }) => ({
		...row,
		createdBy: createdById ? (names.get(createdById) ?? null) : null
	}));
}
