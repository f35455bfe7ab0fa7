import { forbidden, invalid } from '#lib/errors.ts';
import type { ItemCategory } from '#lib/equipment/item-states.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { placeOf } from './item-record.ts';
import { item } from './tables.ts';

export type RegisterItemInput = {
	/** As in the accounts and on the label, e.g. `KM-10482`. */
	inventoryNumber: string;
	category: ItemCategory;
	model: string;
	serial?: string;
	/** Whose it is while nobody holds it; the stock of the whole town when absent. */
	unitId?: string | null;
	placeId?: string | null;
	room?: string;
	boughtOn?: string | null;
	warrantyUntil?: string | null;
	note?: string;
};

/**
 * Enters a new item into the register, in stock. Only the desk, for its units or the stock of the whole town.
 * Recorded as `item.registered`. Throws Forbidden, and Invalid `registers_number_taken` at `inventoryNumber`.
 */
export async function registerItem(
	db: DbOrTx,
	actor: Actor,
	input: RegisterItemInput,
	clock: Clock = systemClock
): Promise<{ id: string }> {
	const subject = input.unitId ? { unitId: input.unitId } : undefined;
	if (!can(actor, 'equipment.edit') || !can(actor, 'equipment.move', subject)) throw forbidden();
	return withTransaction(db, async (tx) => {
		const at = clock.now();
		const where = input.placeId ? await placeOf(tx, input.placeId) : null;
		const registered = {
			id: newId(),
			inventoryNumber: input.inventoryNumber.trim().toUpperCase(),
			category: input.category,
			model: input.model,
			serial: input.serial ?? '',
			state: 'in_stock' as const,
			unitId: input.unitId ?? null,
			placeId: where?.id ?? null,
			room: input.room ?? '',
			boughtOn: input.boughtOn || null,
			warrantyUntil: input.warrantyUntil || null,
			note: input.note ?? '',
			updatedAt: at
		};
		const made = await tx
			.insert(item)
			.values(registered)
			.onConflictDoNothing()
			.returning({ id: item.id });
		if (made.length === 0) throw invalid({ inventoryNumber: ['registers_number_taken'] });
		await recordAudit(tx, {
			actor,
			action: 'item.registered',
			noun: 'item',
			recordId: registered.id,
			after: { ...registered, ...(where ? { placeName: where.name } : {}) },
			at
		});
		return { id: registered.id };
	});
}
