import { asc, eq, isNull, sql } from 'drizzle-orm';
import { forbidden, notFound } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { fingerprint } from '#lib/server/people/stale-form.ts';
import { person } from '#lib/server/people/tables.ts';
import { accessRight, informationSystem, systemRole } from './tables.ts';

/**
 * One system with its owner, its roles in order and how many people have each, with the
 * fingerprints that forms bring back. Desk and auditors; throws
 * Forbidden for others and NotFound for an unknown id.
 */
export async function getSystem(db: DbOrTx, actor: Actor, id: string) {
	if (!can(actor, 'systems.read')) throw forbidden();
	if (!isId(id)) throw notFound();
	const holders = db
		.select({ roleId: accessRight.roleId, count: sql<number>`count(*)::int`.as('holders') })
		.from(accessRight)
		.where(isNull(accessRight.endedAt))
		.groupBy(accessRight.roleId)
		.as('held');
	const rows = await db
		.select({
			system: informationSystem,
			ownerName: person.name,
			role: systemRole,
			holders: sql<number>`coalesce(${holders.count}, 0)`
		})
		.from(informationSystem)
		.leftJoin(person, eq(person.id, informationSystem.ownerId))
		.leftJoin(systemRole, eq(systemRole.systemId, informationSystem.id))
		.leftJoin(holders, eq(holders.roleId, systemRole.id))
		.where(eq(informationSystem.id, id))
		.orderBy(asc(systemRole.position), asc(systemRole.slug));
	const [first] = rows;
	if (!first) throw notFound();
	const roles = rows.flatMap(({ role, holders }) =>
		role ? [{ ...role, holders, seen: fingerprint(role) }] : []
	);
	const seen = fingerprint(first.system);
	return { ...first.system, ownerName: first.ownerName, roles, seen };
}
