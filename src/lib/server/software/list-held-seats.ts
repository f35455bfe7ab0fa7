import { and, asc, eq, inArray, isNull, or } from 'drizzle-orm';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { item } from '#lib/server/equipment/tables.ts';
import { softwareProduct, softwareSeat } from './tables.ts';

/** A seat as a form names it, with who has it: the person, or whoever has its device. */
export type NamedSeat = {
	id: string;
	name: string;
	device: string | null;
	holderId: string | null;
};

const seats = (db: DbOrTx) =>
	db
		.select({
			id: softwareSeat.id,
			name: softwareProduct.name,
			device: item.inventoryNumber,
			personId: softwareSeat.personId,
			userId: item.holderId
		})
		.from(softwareSeat)
		.innerJoin(softwareProduct, eq(softwareProduct.id, softwareSeat.productId))
		.leftJoin(item, eq(item.id, softwareSeat.itemId))
		.$dynamic();

const named = (rows: Awaited<ReturnType<typeof seats>>): NamedSeat[] =>
	rows.map(({ personId, userId, ...seat }) => ({ ...seat, holderId: personId ?? userId }));

/** Seats by their ids, also those that were taken back. */
export async function listSeats(db: DbOrTx, ids: readonly string[]): Promise<NamedSeat[]> {
	if (ids.length === 0) return [];
	return named(await seats(db).where(inArray(softwareSeat.id, [...ids])));
}

/** The seats that somebody may give back, by name. The caller has made sure that the reader may see them. */
export async function seatsToGiveBack(db: DbOrTx, personId: string): Promise<NamedSeat[]> {
	const theirs = or(eq(softwareSeat.personId, personId), eq(item.holderId, personId));
	return named(
		await seats(db)
			.where(and(theirs, isNull(softwareSeat.releasedAt)))
			.orderBy(asc(softwareProduct.name), asc(softwareSeat.id))
	);
}
