import { and, eq, isNull } from 'drizzle-orm';
import { conflict, invalid } from '#lib/errors.ts';
import { RETURN_WAYS, type ReturnWay } from '#lib/equipment/mine/return-ways.ts';
import { returnWish } from '#lib/equipment/mine/return-words.ts';
import { isoDay } from '#lib/format/moments.ts';
import type { Actor } from '#lib/people/actor.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx, type Tx } from '#lib/server/db/client.ts';
import { openTask } from '#lib/server/equipment/acts/open-task.ts';
import { equipmentTask } from '#lib/server/equipment/acts/tables.ts';
import { holderEntry } from './holder-entry.ts';
import { lockHeldItem, mustBeAccepted } from './lock-held.ts';

export type ReturnWish = {
	itemId: string;
	/** Fetched from the holder, or brought to the desk. */
	way: ReturnWay;
	/** Day (ISO) that suits; any when absent. */
	day?: string | null;
	note?: string;
};

/**
 * A holder wants to give a thing back: it is `to_be_returned` and the desk has a task that says how and when. For the
 * holder and the representative of the unit. Saying it twice is once. Recorded as `item.asked_back`. Throws NotFound,
 * Conflict with the reason why it cannot be given back now, Invalid (`day`) for one that is over.
 */
export async function askToReturn(
	db: DbOrTx,
	actor: Actor,
	wish: ReturnWish,
	clock: Clock = systemClock
): Promise<{ again: boolean }> {
	return withTransaction(db, async (tx) => {
		const at = clock.now();
		if (!RETURN_WAYS.includes(wish.way)) throw invalid({ way: ['errors_choose'] });
		if (wish.day && wish.day < isoDay(at)) throw invalid({ day: ['mine_day_over'] });
		const record = await lockHeldItem(tx, actor, wish.itemId);
		if (await openWish(tx, record.id)) return { again: true };
		mustBeAccepted(record);
		const note = returnWish(wish);
		if (record.state !== 'to_be_returned') {
			await holderEntry(tx, actor, record, { event: 'asked_back', note }, at);
		}
		await openTask(
			tx,
			actor,
			{
				...{ kind: 'wants_to_return', itemId: record.id, note },
				...{ personId: record.holderId, unitId: record.scopeUnitId }
			},
			at
		);
		return { again: false };
	});
}

/**
 * Takes the wish back: the thing stays with its holder. For the same people, while nobody of the desk has taken the task.
 * Recorded as `item.kept`. Throws NotFound, Conflict `mine_return_taken` when somebody has, or when the desk asked for it.
 */
export async function undoReturn(
	db: DbOrTx,
	actor: Actor,
	{ itemId }: { itemId: string },
	clock: Clock = systemClock
): Promise<void> {
	await withTransaction(db, async (tx) => {
		const at = clock.now();
		const record = await lockHeldItem(tx, actor, itemId);
		if (record.state === 'in_use') return;
		const wish = await openWish(tx, record.id);
		if (!wish || wish.assigneeId !== null) {
			throw conflict('mine_return_taken', { number: record.inventoryNumber });
		}
		await holderEntry(tx, actor, record, { event: 'kept', note: '' }, at);
	});
}

async function openWish(tx: Tx, itemId: string) {
	const [wish] = await tx
		.select({ assigneeId: equipmentTask.assigneeId })
		.from(equipmentTask)
		.where(
			and(
				eq(equipmentTask.kind, 'wants_to_return'),
				eq(equipmentTask.itemId, itemId),
				isNull(equipmentTask.doneAt)
			)
		)
		.for('update');
	return wish;
}
