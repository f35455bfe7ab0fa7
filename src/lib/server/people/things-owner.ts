import { and, asc, eq, inArray, ne, or } from 'drizzle-orm';
import { notFound } from '#lib/errors.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import { isId } from '#lib/ids.ts';
import type { Actor } from '#lib/people/actor.ts';
import { mayReadThingsOf, type ThingsOwner } from '#lib/people/register-scope.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { person, unit } from './tables.ts';

/** Whose things a page shows. */
export type NamedOwner = ThingsOwner & { name: string; position: string };

/**
 * The person whose things somebody wants to see. Throws NotFound for anybody whose things are not theirs to see,
 * as for a person who is not there.
 */
export async function getThingsOwner(
	db: DbOrTx,
	actor: Actor,
	personId: string
): Promise<NamedOwner> {
	if (!isId(personId)) throw notFound();
	const [found] = await db
		.select({
			personId: person.id,
			unitId: person.unitId,
			managerId: person.managerId,
			name: person.name,
			position: person.position
		})
		.from(person)
		.where(eq(person.id, personId));
	if (!found || !mayReadThingsOf(actor, found)) throw notFound();
	return found;
}

/** A colleague for whom somebody acts: of a unit they represent, or one they lead. */
export type Ward = { personId: string; name: string; position: string; unitName: LocalizedText };

const MOST_WARDS = 500;

/** The colleagues whose things a representative or line manager may look at, by name. Nobody for others. */
export async function listWards(db: DbOrTx, actor: Actor): Promise<Ward[]> {
	if (!actor.isManager && actor.representsUnitIds.length === 0) return [];
	const units = actor.representsUnitIds;
	return db
		.select({
			personId: person.id,
			name: person.name,
			position: person.position,
			unitName: unit.name
		})
		.from(person)
		.innerJoin(unit, eq(unit.id, person.unitId))
		.where(
			and(
				eq(person.status, 'active'),
				ne(person.id, actor.personId),
				or(
					eq(person.managerId, actor.personId),
					units.length > 0 ? inArray(person.unitId, units) : undefined
				)
			)
		)
		.orderBy(asc(person.name), asc(person.id))
		.limit(MOST_WARDS);
}
