import { and, eq } from 'drizzle-orm';
import { notFound } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import type { Actor } from '#lib/people/actor.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { item } from '#lib/server/equipment/tables.ts';
import { person, unit } from '#lib/server/people/tables.ts';
import { seatColumns, seatJoins, seatUser } from '../product-seats.ts';
import { mayGiveIn } from '../seat-device.ts';
import { softwareProduct, softwareSeat } from '../tables.ts';

/**
 * A seat as its holder sees it: the person, or whoever has the device that it belongs to. `speaks` says that the actor is
 * the holder or represents the holder's unit; `mayDecide` that it is of the units whose registers the actor keeps. Throws
 * NotFound to everybody else.
 */
export async function seatOfHolder(db: DbOrTx, actor: Actor, id: string) {
	const [found] = isId(id)
		? await db
				.select({
					...seatColumns,
					productId: softwareProduct.id,
					product: softwareProduct.name,
					vendor: softwareProduct.vendor,
					description: softwareProduct.description,
					askedAt: softwareSeat.askedAt,
					releasedAt: softwareSeat.releasedAt
				})
				.from(softwareSeat)
				.innerJoin(softwareProduct, eq(softwareProduct.id, softwareSeat.productId))
				.leftJoin(person, seatJoins.person)
				.leftJoin(item, seatJoins.item)
				.leftJoin(seatUser, seatJoins.user)
				.leftJoin(unit, seatJoins.unit)
				.where(and(eq(softwareSeat.id, id)))
		: [];
	if (!found) throw notFound();
	const holderId = found.personId ?? found.userId;
	const unitId = found.unitId as string | null;
	const speaks =
		holderId !== null &&
		(holderId === actor.personId || (unitId !== null && actor.representsUnitIds.includes(unitId)));
	const mayDecide = mayGiveIn(actor, unitId);
	if (!speaks && !mayDecide) throw notFound();
	return { ...found, holderId, holderName: found.personName ?? found.userName, speaks, mayDecide };
}
