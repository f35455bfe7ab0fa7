import { and, asc, eq, isNull, sql, type SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Actor } from '#lib/people/actor.ts';
import { registerScope } from '#lib/people/register-scope.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { item } from '#lib/server/equipment/tables.ts';
import { idIn } from '#lib/server/lists/conditions.ts';
import { person, unit } from '#lib/server/people/tables.ts';
import { softwareSeat } from './tables.ts';

/** Who has the device of a device's seat. */
const user = alias(person, 'device_user');

/** Unit of a seat: of the person, of whoever has the device, else of the stock that the device is in. */
export const seatUnitId = sql<string>`coalesce(${person.unitId}, ${user.unitId}, ${item.unitId})`;

/** The seat is in a unit whose registers the reader keeps or audits; those of the town's own stock are everybody's. */
export function seatInScope(actor: Actor): SQL | undefined {
	const units = registerScope(actor);
	return units === null ? undefined : sql`(${seatUnitId} is null or ${idIn(seatUnitId, units)})`;
}

/** A seat's columns as lists show them; the joins stand at `seatJoins`. */
export const seatColumns = {
	id: softwareSeat.id,
	personId: softwareSeat.personId,
	personName: person.name,
	personStatus: person.status,
	itemId: softwareSeat.itemId,
	inventoryNumber: item.inventoryNumber,
	model: item.model,
	userId: user.id,
	userName: user.name,
	unitId: seatUnitId,
	unitName: unit.name,
	takenAt: softwareSeat.takenAt,
	requestNumber: softwareSeat.requestNumber,
	state: softwareSeat.state,
	lastUsedOn: softwareSeat.lastUsedOn,
	answerBy: softwareSeat.answerBy,
	keptUntil: softwareSeat.keptUntil,
	keptWhy: softwareSeat.keptWhy
};

/** What `seatColumns` come from: the holder, or the device and who has it, and their unit. */
export const seatJoins = {
	person: eq(person.id, softwareSeat.personId),
	item: eq(item.id, softwareSeat.itemId),
	user: eq(user.id, item.holderId),
	unit: eq(unit.id, seatUnitId)
};
export { user as seatUser };

/** Seats of a product that the reader may see, by name: of people, and of devices with whoever has them. */
export function productSeats(db: DbOrTx, actor: Actor, productId: string, limit: number) {
	return db
		.select(seatColumns)
		.from(softwareSeat)
		.leftJoin(person, seatJoins.person)
		.leftJoin(item, seatJoins.item)
		.leftJoin(user, seatJoins.user)
		.leftJoin(unit, seatJoins.unit)
		.where(
			and(
				eq(softwareSeat.productId, productId),
				isNull(softwareSeat.releasedAt),
				seatInScope(actor)
			)
		)
		.orderBy(asc(sql`coalesce(${person.name}, ${item.inventoryNumber})`), asc(softwareSeat.id))
		.limit(limit);
}
