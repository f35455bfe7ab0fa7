import { forbidden } from '#lib/errors.ts';
import type { ItemCategory } from '#lib/equipment/item-states.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx } from '#lib/server/db/client.ts';
import { mustBeFresh } from '#lib/server/people/stale-form.ts';
import { itemFacts } from './item-facts.ts';
import { changeItem, lockItem } from './item-record.ts';
import { lifeEnd, modelByName } from './models.ts';

export type EditItemInput = {
	itemId: string;
	/** Fingerprint of the record when its form was opened. */
	seen?: string;
	category: ItemCategory;
	model: string;
	serial?: string;
	unitId?: string | null;
	boughtOn?: string | null;
	warrantyUntil?: string | null;
	note?: string;
};

/**
 * Corrects what the register says an item is. Its number, state, holder and place are changed only by the acts
 * that move it. Only the desk within its units. Recorded as `item.edited`. Throws NotFound, Forbidden,
 * Conflict when somebody else edited it since the form was opened.
 */
export async function editItem(
	db: DbOrTx,
	actor: Actor,
	input: EditItemInput,
	clock: Clock = systemClock
): Promise<void> {
	if (!can(actor, 'equipment.edit')) throw forbidden();
	const subject = input.unitId ? { unitId: input.unitId } : undefined;
	if (!can(actor, 'equipment.move', subject)) throw forbidden();
	await withTransaction(db, async (tx) => {
		const record = await lockItem(tx, actor, { itemId: input.itemId });
		const facts = itemFacts(record);
		await mustBeFresh(tx, actor, 'item', facts, input.seen);
		const model = await modelByName(tx, input.category, input.model);
		const boughtOn = input.boughtOn || null;
		const change = {
			category: input.category,
			modelId: model.id,
			model: model.name,
			serial: input.serial ?? '',
			unitId: input.unitId ?? null,
			boughtOn,
			lifeEndsOn: lifeEnd(boughtOn, record.lifeMonths ?? model.serves),
			warrantyUntil: input.warrantyUntil || null,
			note: input.note ?? ''
		};
		await changeItem(tx, actor, record, change, 'item.edited', clock.now());
	});
}
