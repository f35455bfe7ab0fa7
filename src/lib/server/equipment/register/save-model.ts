import { and, eq, isNull, ne, sql } from 'drizzle-orm';
import { DomainError, conflict, notFound } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import type { Actor } from '#lib/people/actor.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db, type Tx } from '#lib/server/db/client.ts';
import { item, itemModel } from '#lib/server/equipment/tables.ts';
import { mustSetUp, renewLives } from './save-category.ts';
import { equipmentFile } from './tables.ts';

export type ModelInput = {
	modelId: string;
	maker: string;
	name: string;
	lifeMonths: number | null;
	priceCents: number | null;
	note: string;
};

/**
 * Changes a model: its name is written anew into all its items, and its expected life into theirs. Who sets up the
 * register of the whole town. Recorded as `item_model.changed`. Throws Forbidden, NotFound, and Invalid (`name`)
 * `equipment_model_there` when another model of the category has that name: the two can be merged.
 */
export async function changeModel(
	db: Db,
	actor: Actor,
	{ modelId, ...change }: ModelInput,
	clock: Clock = systemClock
): Promise<void> {
	mustSetUp(actor);
	await withTransaction(db, async (tx) => {
		const before = await lockModel(tx, modelId);
		const name = change.name.trim().replaceAll(/\s+/g, ' ');
		const [other] = await tx
			.select({ id: itemModel.id })
			.from(itemModel)
			.where(
				and(
					eq(itemModel.category, before.category),
					ne(itemModel.id, modelId),
					sql`lower(${itemModel.name}) = lower(${name})`
				)
			);
		if (other) {
			const issues = { name: ['equipment_model_there'] };
			throw new DomainError('Invalid', 'errors_invalid', { name }, issues);
		}
		const after = { ...change, name };
		await tx.update(itemModel).set(after).where(eq(itemModel.id, modelId));
		if (name !== before.name) {
			await tx.update(item).set({ model: name }).where(eq(item.modelId, modelId));
		}
		if (change.lifeMonths !== before.lifeMonths) await renewLives(tx, sql`i.model_id = ${modelId}`);
		const at = clock.now();
		const noun = 'item_model';
		const action = 'item_model.changed';
		await recordAudit(tx, { actor, action, noun, recordId: modelId, before, after, at });
	});
}

/**
 * Makes one model of two that are the same thing: the items and photos of the first become those of the second, and the
 * first is gone. The same people. Recorded as `item_model.merged`. Throws Forbidden, NotFound, and Conflict
 * `equipment_models_apart` for models of two categories.
 */
export async function mergeModels(
	db: Db,
	actor: Actor,
	{ modelId, intoId }: { modelId: string; intoId: string },
	clock: Clock = systemClock
): Promise<void> {
	mustSetUp(actor);
	if (modelId === intoId) throw conflict('equipment_models_same');
	await withTransaction(db, async (tx) => {
		// Locked in one order, so that two who merge the same pair do not wait for each other.
		const [first, second] = [modelId, intoId].sort();
		await lockModel(tx, first ?? '');
		await lockModel(tx, second ?? '');
		const from = await lockModel(tx, modelId);
		const into = await lockModel(tx, intoId);
		if (from.category !== into.category) throw conflict('equipment_models_apart');
		await tx
			.update(item)
			.set({ modelId: intoId, model: into.name })
			.where(eq(item.modelId, modelId));
		await tx
			.update(equipmentFile)
			.set({ recordId: intoId })
			.where(
				and(
					eq(equipmentFile.noun, 'model'),
					eq(equipmentFile.recordId, modelId),
					isNull(equipmentFile.removedAt)
				)
			);
		await tx.delete(itemModel).where(eq(itemModel.id, modelId));
		await renewLives(tx, sql`i.model_id = ${intoId}`);
		await recordAudit(tx, {
			...{ actor, action: 'item_model.merged', noun: 'item_model', recordId: intoId },
			...{ before: from, after: into, at: clock.now() }
		});
	});
}

async function lockModel(tx: Tx, modelId: string) {
	if (!isId(modelId)) throw notFound();
	const [found] = await tx.select().from(itemModel).where(eq(itemModel.id, modelId)).for('update');
	if (!found) throw notFound();
	return found;
}
