import { and, eq, gte, or } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { forbidden, notFound } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { registerScope } from '#lib/people/register-scope.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { personColumns } from './person-in-scope.ts';
import { fingerprint } from './stale-form.ts';
import { deputy, person, place, representative, roleGrant, unit } from './tables.ts';

const manager = alias(person, 'manager');
const away = alias(person, 'away');

/**
 * Everything the register says about a person, with the fingerprint that forms bring back. For those who keep or
 * audit the registers of the person's unit. `today` decides which deputies are still ahead. Throws Forbidden;
 * NotFound, also for people of other units.
 */
export async function getPerson(db: DbOrTx, actor: Actor, id: string, today: string) {
	if (!can(actor, 'people.read')) throw forbidden();
	if (!isId(id)) throw notFound();
	const [found] = await db
		.select({
			...personColumns,
			unitName: unit.name,
			placeName: place.name,
			managerName: manager.name
		})
		.from(person)
		.innerJoin(unit, eq(unit.id, person.unitId))
		.leftJoin(place, eq(place.id, person.placeId))
		.leftJoin(manager, eq(manager.id, person.managerId))
		.where(eq(person.id, id));
	const scope = registerScope(actor);
	if (!found || (scope !== null && !scope.includes(found.unitId))) throw notFound();
	const { unitName, placeName, managerName, ...columns } = found;
	const [reports, deputies, represents, roles] = await Promise.all([
		listReports(db, id),
		listDeputiesOf(db, id, today),
		listRepresented(db, id),
		listRolesOf(db, id)
	]);
	return {
		...columns,
		unitName,
		placeName,
		managerName,
		seen: fingerprint(columns),
		reports,
		deputies,
		represents,
		roles
	};
}

const listReports = (db: DbOrTx, id: string) =>
	db
		.select({ id: person.id, name: person.name, position: person.position })
		.from(person)
		.where(and(eq(person.managerId, id), eq(person.status, 'active')))
		.orderBy(person.name);

/** Who stands in for a person and for whom the person stands in, from today on. */
export async function listDeputiesOf(db: DbOrTx, id: string, today: string) {
	return db
		.select({
			id: deputy.id,
			from: deputy.from,
			until: deputy.until,
			personId: deputy.personId,
			personName: away.name,
			deputyId: deputy.deputyId,
			deputyName: person.name
		})
		.from(deputy)
		.innerJoin(away, eq(away.id, deputy.personId))
		.innerJoin(person, eq(person.id, deputy.deputyId))
		.where(and(or(eq(deputy.personId, id), eq(deputy.deputyId, id)), gte(deputy.until, today)))
		.orderBy(deputy.from, deputy.id);
}

const listRepresented = (db: DbOrTx, id: string) =>
	db
		.select({ id: representative.id, unitId: unit.id, unitName: unit.name })
		.from(representative)
		.innerJoin(unit, eq(unit.id, representative.unitId))
		.where(eq(representative.personId, id))
		.orderBy(unit.code);

const listRolesOf = (db: DbOrTx, id: string) =>
	db
		.select({
			id: roleGrant.id,
			role: roleGrant.role,
			unitId: roleGrant.unitId,
			unitName: unit.name
		})
		.from(roleGrant)
		.leftJoin(unit, eq(unit.id, roleGrant.unitId))
		.where(eq(roleGrant.personId, id))
		.orderBy(roleGrant.role, unit.code);
