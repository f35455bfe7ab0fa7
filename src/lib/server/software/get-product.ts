import { and, asc, eq, isNull } from 'drizzle-orm';
import { isoDay } from '#lib/format/moments.ts';
import { forbidden, notFound } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { fingerprint } from '#lib/server/people/stale-form.ts';
import { personInRegisterScope } from '#lib/server/people/register-person.ts';
import { person, unit } from '#lib/server/people/tables.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { positionOf } from './position.ts';
import { softwareProduct, softwareSeat } from './tables.ts';

/** Seat holders shown on a product's page. */
const SHOWN_SEATS = 500;

/**
 * A product with its position now, and who has one among the people whose register the reader
 * keeps or audits. Desk and auditors; throws Forbidden for others and NotFound for an unknown id.
 */
export async function getProduct(db: DbOrTx, actor: Actor, id: string, clock: Clock = systemClock) {
	if (!can(actor, 'software.read')) throw forbidden();
	if (!isId(id)) throw notFound();
	const live = and(eq(softwareSeat.productId, id), isNull(softwareSeat.releasedAt));
	const [[product], position, seats] = await Promise.all([
		db.select().from(softwareProduct).where(eq(softwareProduct.id, id)),
		positionOf(db, id, isoDay(clock.now())),
		db
			.select({
				id: softwareSeat.id,
				personId: person.id,
				personName: person.name,
				personStatus: person.status,
				unitId: unit.id,
				unitName: unit.name,
				takenAt: softwareSeat.takenAt,
				requestNumber: softwareSeat.requestNumber
			})
			.from(softwareSeat)
			.innerJoin(person, eq(person.id, softwareSeat.personId))
			.innerJoin(unit, eq(unit.id, person.unitId))
			.where(and(live, personInRegisterScope(actor)))
			.orderBy(asc(person.name), asc(softwareSeat.id))
			.limit(SHOWN_SEATS)
	]);
	if (!product) throw notFound();
	return { ...product, position, holders: seats, seen: fingerprint(product) };
}

/** A product by the slug that service definitions use; undefined when there is none. */
export async function findProduct(db: DbOrTx, slug: string) {
	const [product] = await db.select().from(softwareProduct).where(eq(softwareProduct.slug, slug));
	return product;
}
