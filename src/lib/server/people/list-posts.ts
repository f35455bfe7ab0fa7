import { and, eq, gte } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { forbidden } from '#lib/errors.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { registerScope } from '#lib/people/register-scope.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { idIn } from '#lib/server/lists/conditions.ts';
import { deputy, person, representative, roleGrant, unit } from './tables.ts';

const standIn = alias(person, 'stand_in');

const inScope = (actor: Actor) => {
	const units = registerScope(actor);
	return units === null ? undefined : idIn(person.unitId, units);
};

/**
 * Who stands in for whom from `today` on, soonest first, for people in the units that the reader keeps. Throws
 * Forbidden.
 */
export async function listDeputyPeriods(db: DbOrTx, actor: Actor, today: string) {
	if (!can(actor, 'people.read')) throw forbidden();
	return db
		.select({
			id: deputy.id,
			from: deputy.from,
			until: deputy.until,
			personId: deputy.personId,
			personName: person.name,
			unitName: unit.name,
			deputyId: deputy.deputyId,
			deputyName: standIn.name
		})
		.from(deputy)
		.innerJoin(person, eq(person.id, deputy.personId))
		.innerJoin(unit, eq(unit.id, person.unitId))
		.innerJoin(standIn, eq(standIn.id, deputy.deputyId))
		.where(and(gte(deputy.until, today), inScope(actor)))
		.orderBy(deputy.from, person.name, deputy.id)
		.limit(MOST_SHOWN);
}

/** Who holds which role, and where. Throws Forbidden. */
export async function listRoleGrants(db: DbOrTx, actor: Actor) {
	if (!can(actor, 'people.read')) throw forbidden();
	return db
		.select({
			id: roleGrant.id,
			role: roleGrant.role,
			personId: person.id,
			personName: person.name,
			position: person.position,
			unitId: roleGrant.unitId,
			unitName: unit.name,
			since: roleGrant.createdAt
		})
		.from(roleGrant)
		.innerJoin(person, eq(person.id, roleGrant.personId))
		.leftJoin(unit, eq(unit.id, roleGrant.unitId))
		.where(inScope(actor))
		.orderBy(roleGrant.role, person.name, roleGrant.id)
		.limit(MOST_SHOWN);
}

/** Who represents which unit. Throws Forbidden. */
export async function listRepresentatives(db: DbOrTx, actor: Actor) {
	if (!can(actor, 'people.read')) throw forbidden();
	return db
		.select({
			id: representative.id,
			personId: person.id,
			personName: person.name,
			position: person.position,
			unitId: unit.id,
			unitName: unit.name
		})
		.from(representative)
		.innerJoin(person, eq(person.id, representative.personId))
		.innerJoin(unit, eq(unit.id, representative.unitId))
		.where(inScope(actor))
		.orderBy(unit.code, person.name, representative.id)
		.limit(MOST_SHOWN);
}

/** A page of these is read whole; an organisation of twenty thousand has a few hundred. */
const MOST_SHOWN = 1000;
