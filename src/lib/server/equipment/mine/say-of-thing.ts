import { conflict } from '#lib/errors.ts';
import type { Actor } from '#lib/people/actor.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx } from '#lib/server/db/client.ts';
import { openTask } from '#lib/server/equipment/acts/open-task.ts';
import { holderEntry } from './holder-entry.ts';
import { isOut, lockHeldItem, mustBeAccepted } from './lock-held.ts';

type Said = { itemId: string; note?: string };

/**
 * "This isn't mine": the desk gets a task and looks into it; nothing moves. For the holder and the representative of the
 * unit. Saying it twice is once. Recorded as `item.not_theirs`. Throws NotFound, Conflict `mine_accept_first`.
 */
export async function sayNotMine(
	db: DbOrTx,
	actor: Actor,
	{ itemId, note = '' }: Said,
	clock: Clock = systemClock
): Promise<void> {
	await withTransaction(db, async (tx) => {
		const at = clock.now();
		const record = await lockHeldItem(tx, actor, itemId);
		mustBeAccepted(record);
		const about = { itemId, personId: record.holderId, unitId: record.scopeUnitId, note };
		if (!(await openTask(tx, actor, { kind: 'not_theirs', ...about }, at))) return;
		const after = { holderName: record.holderName, note };
		await recordAudit(tx, {
			...{ actor, action: 'item.not_theirs', noun: 'item', recordId: record.id, after, at }
		});
	});
}

/**
 * "I can't find it": the thing is missing from now on and the desk has a task. For the holder and the representative of
 * the unit. Saying it twice is once. Recorded as `item.reported_missing`. Throws NotFound, Conflict with the reason why
 * it cannot be missing now.
 */
export async function sayCannotFind(
	db: DbOrTx,
	actor: Actor,
	{ itemId, note = '' }: Said,
	clock: Clock = systemClock
): Promise<void> {
	await withTransaction(db, async (tx) => {
		const at = clock.now();
		const record = await lockHeldItem(tx, actor, itemId);
		mustBeAccepted(record);
		if (record.state !== 'missing') {
			if (!isOut(record.state)) {
				throw conflict('mine_not_in_hands', { number: record.inventoryNumber });
			}
			await holderEntry(tx, actor, record, { event: 'reported_missing', note }, at);
		}
		const about = { itemId, personId: record.holderId, unitId: record.scopeUnitId, note };
		await openTask(tx, actor, { kind: 'cannot_find', ...about }, at);
	});
}

/**
 * "I found it": what was missing is with its holder again, and the desk's task is over. For the holder and the
 * representative of the unit. Saying it twice is once. Recorded as `item.found`. Throws NotFound, Conflict.
 */
export async function sayFound(
	db: DbOrTx,
	actor: Actor,
	{ itemId, note = '' }: Said,
	clock: Clock = systemClock
): Promise<void> {
	await withTransaction(db, async (tx) => {
		const at = clock.now();
		const record = await lockHeldItem(tx, actor, itemId);
		if (record.state === 'in_use') return;
		await holderEntry(tx, actor, record, { event: 'found', note }, at);
	});
}
