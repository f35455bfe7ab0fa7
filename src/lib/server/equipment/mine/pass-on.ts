import { and, eq, isNull } from 'drizzle-orm';
import { conflict, invalid, notFound } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import type { Actor } from '#lib/people/actor.ts';
import { recordAudits } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx, type Tx } from '#lib/server/db/client.ts';
import { issueAct } from '#lib/server/equipment/acts/issue-act.ts';
import { lockAct } from '#lib/server/equipment/acts/settle-act.ts';
import { closeTasks } from '#lib/server/equipment/acts/close-tasks.ts';
import { openTask } from '#lib/server/equipment/acts/open-task.ts';
import { act, actLine } from '#lib/server/equipment/acts/tables.ts';
import { findPersonFacts } from '#lib/server/people/person-facts.ts';
import { lockHeldItem, mustBeAccepted } from './lock-held.ts';

/**
 * A holder passes a thing on to a colleague by a transfer act: asking signs it for the giver, nothing changes hands until
 * the colleague has signed too, and the desk sees a task. For the holder and the representative of the unit. Asking again
 * for the same colleague gives the same act. Recorded as `act.made`.
 *
 * Throws NotFound, Invalid (`personId`) for the holder, for a representative who would get it, and for unknown people, Conflict `registers_person_left`,
 * `mine_passed_on_already` while another colleague has not answered, `mine_accept_first`, or the reason why it cannot
 * change hands.
 */
export async function passOn(
	db: DbOrTx,
	actor: Actor,
	input: { itemId: string; personId: string; note?: string },
	clock: Clock = systemClock
): Promise<{ actId: string; number: string }> {
	return withTransaction(db, async (tx) => {
		const at = clock.now();
		const record = await lockHeldItem(tx, actor, input.itemId);
		const to = isId(input.personId) ? await findPersonFacts(tx, input.personId) : undefined;
		if (!to) throw invalid({ personId: ['errors_choose'] });
		if (to.id === record.holderId) throw invalid({ personId: ['mine_other_person'] });
		// Who signs for the giver does not sign for the receiver too: somebody else has to confirm it.
		if (to.id === actor.personId) throw invalid({ personId: ['mine_not_to_yourself'] });
		if (to.status === 'left') throw conflict('registers_person_left', { person: to.name });
		const waiting = await waitingTransfer(tx, record.id);
		if (waiting?.toPersonId === to.id) return { actId: waiting.id, number: waiting.number };
		if (waiting) throw conflict('mine_passed_on_already', { number: waiting.number });
		mustBeAccepted(record);
		if (record.state !== 'in_use' && record.state !== 'to_be_returned') {
			throw conflict('mine_not_in_hands', { number: record.inventoryNumber });
		}
		const { note = '' } = input;
		const made = await issueAct(
			tx,
			actor,
			{
				kind: 'transfer',
				lines: [
					{
						...{ record, event: 'passed_on' as const, holderId: to.id, note },
						...{ placeId: to.placeId ?? undefined, room: '' }
					}
				],
				signers: [
					{ role: 'gives', personId: record.holderId, signed: { method: 'portal' } },
					{ role: 'receives', personId: to.id }
				],
				fromPersonId: record.holderId,
				toPersonId: to.id,
				unitId: record.scopeUnitId,
				note,
				waits: true
			},
			at
		);
		const about = { itemId: record.id, actId: made.id, personId: to.id, note };
		await openTask(tx, actor, { kind: 'passed_on', ...about, unitId: record.scopeUnitId }, at);
		return { actId: made.id, number: made.number };
	});
}

/**
 * Takes back what a colleague has not answered yet: the act is cancelled and the thing stays. For the holder and the
 * representative of the unit. Recorded as `act.cancelled`. Throws NotFound; nothing happens when nothing waits.
 */
export async function takeBackPassing(
	db: DbOrTx,
	actor: Actor,
	{ itemId }: { itemId: string },
	clock: Clock = systemClock
): Promise<void> {
	await withTransaction(db, async (tx) => {
		const at = clock.now();
		const waiting = await waitingTransfer(tx, itemId);
		// First the act, then the thing: whoever signs locks them in this order.
		const state = waiting && (await lockAct(tx, waiting.id)).act.state;
		await lockHeldItem(tx, actor, itemId);
		if (!waiting || state !== 'open') return;
		await tx.update(act).set({ state: 'cancelled', completedAt: at }).where(eq(act.id, waiting.id));
		const { number } = waiting;
		const ending = { kinds: ['passed_on' as const], itemIds: [itemId], outcome: number };
		await recordAudits(tx, [
			...(await closeTasks(tx, actor, ending, at)),
			{ actor, action: 'act.cancelled', noun: 'act', recordId: waiting.id, after: { number }, at }
		]);
	});
}

async function waitingTransfer(tx: Tx, itemId: string) {
	if (!isId(itemId)) throw notFound();
	const [waiting] = await tx
		.select({ id: act.id, number: act.number, toPersonId: act.toPersonId })
		.from(actLine)
		.innerJoin(act, eq(act.id, actLine.actId))
		.where(
			and(
				eq(actLine.itemId, itemId),
				eq(actLine.event, 'passed_on'),
				isNull(actLine.doneAt),
				isNull(actLine.refusedAt),
				eq(act.state, 'open')
			)
		)
		.limit(1);
	return waiting;
}
