import { eq } from 'drizzle-orm';
import { conflict, forbidden, invalid, notFound } from '#lib/errors.ts';
import { afterMove, type ItemMove, type ItemState } from '#lib/equipment/item-states.ts';
import { isId } from '#lib/ids.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { registerScope } from '#lib/people/register-scope.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { person, place } from '#lib/server/people/tables.ts';
import { item } from './tables.ts';

/** An item named by its id or by the number on its label. */
export type ItemRef = { itemId: string } | { inventoryNumber: string };

export type ItemRecord = Omit<typeof item.$inferSelect, 'search'> & {
	holderName: string | null;
	/** Unit of the holder, else the unit whose stock it is in; null in the stock of the whole town. */
	scopeUnitId: string | null;
};

/**
 * The item, locked until the transaction ends: of two who move it at once the second sees what the first did.
 * Throws NotFound when it is not there or not in the registers the actor keeps, Forbidden for one who only reads.
 */
export async function lockItem(tx: Tx, actor: Actor, ref: ItemRef): Promise<ItemRecord> {
	if ('itemId' in ref && !isId(ref.itemId)) throw notFound();
	const [locked] = await tx
		.select()
		.from(item)
		.where(
			'itemId' in ref
				? eq(item.id, ref.itemId)
				: eq(item.inventoryNumber, ref.inventoryNumber.trim().toUpperCase())
		)
		.for('update');
	if (!locked) throw notFound();
	// Read after the lock was got: the holder may have changed while this transaction waited.
	const [holder] = locked.holderId
		? await tx
				.select({ name: person.name, unitId: person.unitId })
				.from(person)
				.where(eq(person.id, locked.holderId))
		: [];
	const scopeUnitId = holder?.unitId ?? locked.unitId;
	const scope = registerScope(actor);
	if (scope !== null && scopeUnitId && !scope.includes(scopeUnitId)) throw notFound();
	const subject = scopeUnitId ? { unitId: scopeUnitId } : undefined;
	if (!can(actor, 'equipment.move', subject)) throw forbidden();
	return { ...locked, holderName: holder?.name ?? null, scopeUnitId };
}

/** The state after the move; throws Conflict with the reason when the item cannot make it now. */
export function stateAfter(record: ItemRecord, move: ItemMove): ItemState {
	const result = afterMove(record.state, move, record.heldSince !== null);
	if (!result.ok) {
		throw conflict(result.because, {
			number: record.inventoryNumber,
			holder: record.holderName ?? record.room
		});
	}
	return result.to;
}

export type ItemChange = Partial<Omit<typeof item.$inferInsert, 'id' | 'inventoryNumber'>>;

/** What the audit log says of one act: how the history of the item is told. */
export type ItemAct = { action: string; note?: string; names?: Record<string, string> };

/** Writes the change and records the act with what it changed, before and after. */
export async function changeItem(
	tx: Tx,
	actor: Actor,
	record: ItemRecord,
	change: ItemChange,
	act: ItemAct,
	at: Date
): Promise<void> {
	await tx
		.update(item)
		.set({ ...change, updatedAt: at })
		.where(eq(item.id, record.id));
	const keys = Object.keys(change) as (keyof ItemChange)[];
	const before = Object.fromEntries(keys.map((key) => [key, record[key as keyof ItemRecord]]));
	await recordAudit(tx, {
		actor,
		action: act.action,
		noun: 'item',
		recordId: record.id,
		before: { ...before, ...(record.holderName ? { holderName: record.holderName } : {}) },
		after: { ...change, ...act.names, ...(act.note ? { note: act.note } : {}) },
		at
	});
}

/** Checks that a place named in a form is there; gives its name for the log. */
export async function placeOf(tx: Tx, placeId: string): Promise<{ id: string; name: string }> {
	if (!isId(placeId)) throw invalid({ placeId: ['errors_invalid'] });
	const [found] = await tx.select().from(place).where(eq(place.id, placeId));
	if (!found) throw invalid({ placeId: ['errors_invalid'] });
	return { id: found.id, name: found.name.et };
}
