import { and, asc, desc, eq, inArray, isNotNull, isNull, or, sql, type SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { conflict, forbidden, invalid, notFound } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import { actorPersonId, type Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { registerScope } from '#lib/people/register-scope.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx, type Tx } from '#lib/server/db/client.ts';
import { item, itemCategory } from '#lib/server/equipment/tables.ts';
import { stockKind, stockLevel } from '#lib/server/equipment/stock/tables.ts';
import { person, place } from '#lib/server/people/tables.ts';
import { act, equipmentTask } from './tables.ts';

const assignee = alias(person, 'assignee');
const doer = alias(person, 'doer');
const MOST_DONE = 50;

function scopeOf(actor: Actor): SQL | undefined {
	const units = registerScope(actor);
	if (units === null) return undefined;
	return or(isNull(equipmentTask.unitId), inArray(equipmentTask.unitId, units));
}

/** The desk's tasks about equipment: open ones oldest first, or the last that were done. Throws Forbidden. */
export async function listEquipmentTasks(db: DbOrTx, actor: Actor, show: 'open' | 'done') {
	if (!can(actor, 'equipment.read')) throw forbidden();
	return db
		.select({
			id: equipmentTask.id,
			kind: equipmentTask.kind,
			note: equipmentTask.note,
			openedAt: equipmentTask.openedAt,
			doneAt: equipmentTask.doneAt,
			outcome: equipmentTask.outcome,
			itemId: item.id,
			inventoryNumber: item.inventoryNumber,
			category: item.category,
			categoryName: itemCategory.name,
			model: item.model,
			state: item.state,
			stockKindId: stockKind.id,
			stockKind: stockKind.name,
			/** How many are left there now. */
			stockLeft: stockLevel.quantity,
			placeName: place.name,
			actId: act.id,
			actNumber: act.number,
			personName: person.name,
			assigneeId: equipmentTask.assigneeId,
			assigneeName: assignee.name,
			doneBy: doer.name
		})
		.from(equipmentTask)
		.leftJoin(item, eq(item.id, equipmentTask.itemId))
		.leftJoin(itemCategory, eq(itemCategory.code, item.category))
		.leftJoin(stockKind, eq(stockKind.id, equipmentTask.stockKindId))
		.leftJoin(
			stockLevel,
			and(
				eq(stockLevel.kindId, equipmentTask.stockKindId),
				eq(stockLevel.placeId, equipmentTask.placeId)
			)
		)
		.leftJoin(place, eq(place.id, equipmentTask.placeId))
		.leftJoin(act, eq(act.id, equipmentTask.actId))
		.leftJoin(person, eq(person.id, equipmentTask.personId))
		.leftJoin(assignee, eq(assignee.id, equipmentTask.assigneeId))
		.leftJoin(doer, eq(doer.id, equipmentTask.doneById))
		.where(
			and(
				show === 'open' ? isNull(equipmentTask.doneAt) : isNotNull(equipmentTask.doneAt),
				scopeOf(actor)
			)
		)
		.orderBy(show === 'open' ? asc(equipmentTask.openedAt) : desc(equipmentTask.doneAt))
		.limit(show === 'open' ? 500 : MOST_DONE);
}

/** How many wait for the desk of the reader's units. */
export async function countEquipmentTasks(db: DbOrTx, actor: Actor): Promise<number> {
	if (!can(actor, 'equipment.read')) return 0;
	const [counted] = await db
		.select({ count: sql<number>`count(*)::int` })
		.from(equipmentTask)
		.where(and(isNull(equipmentTask.doneAt), scopeOf(actor)));
	return counted?.count ?? 0;
}

/**
 * Takes an open task, or lays it down again. Only the desk of its unit. Recorded as `equipment_task.taken` or
 * `equipment_task.laid_down`. Throws NotFound, Conflict `acts_task_done_already`, and `acts_task_taken` when a colleague
 * has it.
 */
export async function takeEquipmentTask(
	db: DbOrTx,
	actor: Actor,
	input: { taskId: string; take: boolean },
	clock: Clock = systemClock
): Promise<void> {
	await withTransaction(db, async (tx) => {
		const task = await lockTask(tx, actor, input.taskId);
		const { take } = input;
		if (task.assigneeId && task.assigneeId !== actor.personId) {
			throw conflict('acts_task_taken', { who: task.assigneeName ?? '' });
		}
		const assigneeId = take ? actorPersonId(actor) : null;
		await tx.update(equipmentTask).set({ assigneeId }).where(eq(equipmentTask.id, task.id));
		const action = take ? 'equipment_task.taken' : 'equipment_task.laid_down';
		const at = clock.now();
		await recordAudit(tx, {
			...{ actor, action, noun: 'equipment_task', recordId: task.id, at },
			after: { kind: task.kind }
		});
	});
}

/**
 * Closes a task with what was done about it. Only the desk of its unit. Recorded as `equipment_task.done`. Throws
 * NotFound, Conflict `acts_task_done_already`, Invalid (`outcome`) without words.
 */
export async function finishEquipmentTask(
	db: DbOrTx,
	actor: Actor,
	input: { taskId: string; outcome: string },
	clock: Clock = systemClock
): Promise<void> {
	await withTransaction(db, async (tx) => {
		const at = clock.now();
		const task = await lockTask(tx, actor, input.taskId);
		const outcome = input.outcome.trim();
		if (outcome === '') throw invalid({ outcome: ['errors_required'] });
		await tx
			.update(equipmentTask)
			.set({ doneAt: at, doneById: actorPersonId(actor), outcome })
			.where(eq(equipmentTask.id, task.id));
		await recordAudit(tx, {
			...{ actor, action: 'equipment_task.done', noun: 'equipment_task', recordId: task.id, at },
			after: { kind: task.kind, outcome }
		});
	});
}

async function lockTask(tx: Tx, actor: Actor, id: string) {
	if (!isId(id)) throw notFound();
	const [task] = await tx
		.select()
		.from(equipmentTask)
		.where(eq(equipmentTask.id, id))
		.for('update');
	const unitId = task?.unitId;
	if (!task || !can(actor, 'equipment.move', unitId ? { unitId } : undefined)) throw notFound();
	if (task.doneAt) throw conflict('acts_task_done_already');
	const [has] = task.assigneeId
		? await tx.select({ name: person.name }).from(person).where(eq(person.id, task.assigneeId))
		: [];
	return { ...task, assigneeName: has?.name ?? null };
}
