import { and, asc, desc, eq, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { forbidden, notFound } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { person, place } from '#lib/server/people/tables.ts';
import { stockKind, stockLevel, stockMovement } from './tables.ts';

const mark = sql<number>`coalesce(${stockLevel.lowAt}, ${stockKind.lowAt})`;

const levelColumns = {
	kindId: stockLevel.kindId,
	placeId: stockLevel.placeId,
	placeName: place.name,
	quantity: stockLevel.quantity,
	lowAt: stockLevel.lowAt,
	isLow: sql<boolean>`${stockLevel.quantity} < ${mark}`
};

/** Kinds of supplies with how many are where. Desk and auditors. Throws Forbidden. */
export async function listStock(db: DbOrTx, actor: Actor) {
	if (!can(actor, 'equipment.read')) throw forbidden();
	const [kinds, levels] = await Promise.all([
		db
			.select()
			.from(stockKind)
			.orderBy(
				sql`${stockKind.retiredAt} is not null`,
				sql`${stockKind.name}->>'et'`,
				stockKind.id
			),
		db
			.select(levelColumns)
			.from(stockLevel)
			.innerJoin(stockKind, eq(stockKind.id, stockLevel.kindId))
			.innerJoin(place, eq(place.id, stockLevel.placeId))
			.orderBy(asc(sql`${place.name}->>'et'`))
	]);
	return kinds.map((kind) => {
		const there = levels.filter(({ kindId }) => kindId === kind.id);
		const total = there.reduce((sum, { quantity }) => sum + quantity, 0);
		return { ...kind, levels: there, total };
	});
}

const MOST_MOVEMENTS = 200;

/** One kind with its levels and last movements. The same people. Throws Forbidden, NotFound. */
export async function getStock(db: DbOrTx, actor: Actor, kindId: string) {
	if (!can(actor, 'equipment.read')) throw forbidden();
	if (!isId(kindId)) throw notFound();
	const by = alias(person, 'by_whom');
	const [[kind], levels, movements] = await Promise.all([
		db.select().from(stockKind).where(eq(stockKind.id, kindId)),
		db
			.select(levelColumns)
			.from(stockLevel)
			.innerJoin(stockKind, eq(stockKind.id, stockLevel.kindId))
			.innerJoin(place, eq(place.id, stockLevel.placeId))
			.where(eq(stockLevel.kindId, kindId))
			.orderBy(asc(sql`${place.name}->>'et'`)),
		db
			.select({
				id: stockMovement.id,
				at: stockMovement.at,
				change: stockMovement.change,
				why: stockMovement.why,
				placeName: place.name,
				personName: person.name,
				byName: by.name,
				requestNumber: stockMovement.requestNumber,
				note: stockMovement.note
			})
			.from(stockMovement)
			.innerJoin(place, eq(place.id, stockMovement.placeId))
			.leftJoin(person, eq(person.id, stockMovement.personId))
			.leftJoin(by, eq(by.id, stockMovement.byId))
			.where(and(eq(stockMovement.kindId, kindId)))
			.orderBy(desc(stockMovement.at), desc(stockMovement.id))
			.limit(MOST_MOVEMENTS)
	]);
	if (!kind) throw notFound();
	return { ...kind, levels, movements };
}
