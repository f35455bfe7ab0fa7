import { and, eq, isNull } from 'drizzle-orm';
import { conflict } from '#lib/errors.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { person, roleGrant } from './tables.ts';

/**
 * After a role was taken away: somebody active is still administrator of everything, otherwise nobody could ever
 * give the role again. Call it with the structure locked, so that the last two can't go at the same time.
 * Throws Conflict `people_last_admin`.
 */
export async function mustLeaveAnAdmin(tx: Tx): Promise<void> {
	const left = await tx
		.select({ id: roleGrant.id })
		.from(roleGrant)
		.innerJoin(person, eq(person.id, roleGrant.personId))
		.where(and(eq(roleGrant.role, 'admin'), isNull(roleGrant.unitId), eq(person.status, 'active')))
		.limit(1);
	if (left.length === 0) throw conflict('people_last_admin');
}
