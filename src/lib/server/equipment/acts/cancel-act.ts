import { and, eq, isNull } from 'drizzle-orm';
import { conflict, invalid, notFound } from '#lib/errors.ts';
import type { Actor } from '#lib/people/actor.ts';
import { recordAudits } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx } from '#lib/server/db/client.ts';
import { lockAnyItems } from '#lib/server/equipment/item-record.ts';
import { closeTasks } from './close-tasks.ts';
import { recordMoves } from './record-moves.ts';
import { lockAct, whereBefore } from './settle-act.ts';
import { keepsAct } from './sign-act.ts';
import { act, actLine, itemMove } from './tables.ts';

/**
 * Withdraws an act that still waits for names: what was handed over by it and not accepted goes back to where it was in
 * stock; what went another way meanwhile stays there. The number stays taken and the act is kept. Only the desk of its
 * unit, or whoever wanted to pass a thing on. Recorded as `act.cancelled`. Throws NotFound, Conflict `acts_not_open` (also when somebody accepted it
 * meanwhile), Invalid (`reason`) without one.
 */
export async function cancelAct(
	db: DbOrTx,
	actor: Actor,
	input: { actId: string; reason: string },
	clock: Clock = systemClock
): Promise<{ number: string }> {
	return withTransaction(db, async (tx) => {
		const at = clock.now();
		const reason = input.reason.trim();
		const { act: locked, signatures } = await lockAct(tx, input.actId);
		if (!keepsAct(actor, locked) && locked.madeById !== actor.personId) throw notFound();
		const received = signatures.some(({ role, signedAt }) => role === 'receives' && signedAt);
		if (locked.state !== 'open' || (locked.kind === 'handover' && received)) {
			throw conflict('acts_not_open', { number: locked.number });
		}
		if (reason === '') throw invalid({ reason: ['errors_required'] });
		const moved = await tx
			.select({ itemId: itemMove.itemId, seq: itemMove.seq })
			.from(itemMove)
			.where(and(eq(itemMove.actId, locked.id), eq(itemMove.event, 'handed_over')));
		const seqOf = new Map(moved.map(({ itemId, seq }) => [itemId, seq]));
		const records = await lockAnyItems(
			tx,
			moved.map(({ itemId }) => ({ itemId }))
		);
		const cameFrom = await whereBefore(tx, locked.id);
		const audits = await recordMoves(
			tx,
			actor,
			records
				.filter((record) => record.moves === seqOf.get(record.id))
				.map((record) => ({
					record,
					happening: { event: 'returned' as const, at, ...cameFrom.get(record.id) },
					note: reason
				})),
			locked
		);
		await tx.update(act).set({ state: 'cancelled', completedAt: at }).where(eq(act.id, locked.id));
		if (locked.kind === 'transfer') {
			const passed = await tx
				.select({ itemId: actLine.itemId })
				.from(actLine)
				.where(and(eq(actLine.actId, locked.id), isNull(actLine.doneAt)));
			const itemIds = passed.map(({ itemId }) => itemId);
			const ending = { kinds: ['passed_on' as const], itemIds, outcome: reason };
			audits.push(...(await closeTasks(tx, actor, ending, at)));
		}
		const after = { number: locked.number, reason };
		await recordAudits(tx, [
			...audits,
			{ actor, action: 'act.cancelled', noun: 'act', recordId: locked.id, after, at }
		]);
		return { number: locked.number };
	});
}
