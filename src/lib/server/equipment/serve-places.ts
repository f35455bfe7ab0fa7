import { asc, eq, inArray } from 'drizzle-orm';
import { forbidden, invalid } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx } from '#lib/server/db/client.ts';
import { place } from '#lib/server/people/tables.ts';
import { lockItem, type ItemRef } from './item-record.ts';
import { itemServes } from './tables.ts';

/**
 * Says whose device it is that many use: the places that a switch, access point or printer serves. A notice about it
 * reaches the people there. Replaces what was said before. The desk within its units. Recorded as `item.serves_changed`
 * when something changed. Throws Forbidden, NotFound, Invalid `placeIds` for a place that is not there.
 */
export async function servePlaces(
	db: DbOrTx,
	actor: Actor,
	input: ItemRef & { placeIds: readonly string[] },
	clock: Clock = systemClock
): Promise<void> {
	if (!can(actor, 'equipment.edit')) throw forbidden();
	await withTransaction(db, async (tx) => {
		const { id: itemId } = await lockItem(tx, actor, input);
		const after = [...new Set(input.placeIds)].sort();
		const known = after.every(isId)
			? await tx.select({ id: place.id }).from(place).where(inArray(place.id, after))
			: [];
		if (known.length < after.length) throw invalid({ placeIds: ['errors_choose'] });
		const before = await listServed(tx, itemId);
		if (before.join() === after.join()) return;
		await tx.delete(itemServes).where(eq(itemServes.itemId, itemId));
		if (after.length > 0) {
			await tx.insert(itemServes).values(after.map((placeId) => ({ itemId, placeId })));
		}
		await recordAudit(tx, {
			actor,
			action: 'item.serves_changed',
			noun: 'item',
			recordId: itemId,
			before: { placeIds: before },
			after: { placeIds: after },
			at: clock.now()
		});
	});
}

/** Ids of the places that a device serves. Whoever calls it has asked whether the person may see it. */
export async function listServed(db: DbOrTx, itemId: string): Promise<string[]> {
	const rows = await db
		.select({ placeId: itemServes.placeId })
		.from(itemServes)
		.where(eq(itemServes.itemId, itemId))
		.orderBy(asc(itemServes.placeId));
	return rows.map(({ placeId }) => placeId);
}
