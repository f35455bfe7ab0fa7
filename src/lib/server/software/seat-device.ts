import { eq, sql } from 'drizzle-orm';
import { forbidden, notFound } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { item } from '#lib/server/equipment/tables.ts';
import { person } from '#lib/server/people/tables.ts';

/** A device as a seat of its own needs it. */
export type SeatDevice = {
	id: string;
	inventoryNumber: string;
	model: string;
	state: string;
	holderId: string | null;
	holder: string | null;
	/** Unit of the holder, else the unit whose stock it is in; null in the stock of the whole town. */
	scopeUnitId: string | null;
	withdrawnAt: Date | null;
};

/** The device that has a seat or is to have one. Throws NotFound. */
export async function seatDevice(db: DbOrTx, itemId: string): Promise<SeatDevice> {
	const [found] = isId(itemId)
		? await db
				.select({
					id: item.id,
					inventoryNumber: item.inventoryNumber,
					model: item.model,
					state: item.state,
					holderId: item.holderId,
					holder: person.name,
					scopeUnitId: sql<string | null>`coalesce(${person.unitId}, ${item.unitId})`,
					withdrawnAt: item.withdrawnAt
				})
				.from(item)
				.leftJoin(person, eq(person.id, item.holderId))
				.where(eq(item.id, itemId))
		: [];
	if (!found) throw notFound();
	return found;
}

/** Gives and takes back seats of the unit; those of devices in the town's own stock are the desk's of the whole town. */
export const mayGiveIn = (actor: Actor, unitId: string | null): boolean =>
	unitId ? can(actor, 'seats.give', { unitId }) : can(actor, 'software.edit');

/** Throws Forbidden where the actor keeps no registers of the device's unit. */
export function mayGiveTo(actor: Actor, { scopeUnitId }: Pick<SeatDevice, 'scopeUnitId'>): void {
	if (!mayGiveIn(actor, scopeUnitId)) throw forbidden();
}
