import { sql } from 'drizzle-orm';
import type { Tx } from '#lib/server/db/client.ts';
import { item } from '#lib/server/equipment/tables.ts';
import { softwareSeat } from './tables.ts';

/** Software that a device of the register still has. */
export type SignOfUse = { itemId: string; productIds: readonly string[] };

/**
 * A device of the register has these products on that day (ISO): the seat of the device, and that of whoever holds it,
 * are in use. Nobody is asked to give back what was seen lately. Not recorded in the log: it says what a report said.
 */
export async function noteUse(
	tx: Tx,
	{ itemId, productIds }: SignOfUse,
	day: string
): Promise<void> {
	if (productIds.length === 0) return;
	await tx.execute(sql`
		update ${softwareSeat} seat set last_used_on = ${day}::date
		from ${item} device
		where device.id = ${itemId}
			and (seat.item_id = device.id or seat.person_id = device.holder_id)
			and seat.released_at is null
			and seat.product_id = any(${`{${productIds.join(',')}}`}::uuid[])
			and coalesce(seat.last_used_on < ${day}::date, true)`);
}
