import { eq } from 'drizzle-orm';
import { conflict, DomainError, forbidden, notFound } from '#lib/errors.ts';
import { actorPersonId, type Actor } from '#lib/people/actor.ts';
import { tellRemoved } from '#lib/server/access/reviews/tell-removed.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx, type Tx } from '#lib/server/db/client.ts';
import { releaseSeat } from '#lib/server/software/release-seat.ts';
import { takeSeat } from '#lib/server/software/take-seat.ts';
import { endRight } from '#lib/server/systems/end-right.ts';
import { grantRight } from '#lib/server/systems/grant-right.ts';
import { accessTask } from './tables.ts';
import { worksOn } from './works-on.ts';

type Task = typeof accessTask.$inferSelect;

/**
 * Ticks a task of the desk, together with what it does in the registers: a right ends, a seat is given back, a right or
 * seat is given. Where that has happened by another way meanwhile, the task is ticked and says so. Only the desk that
 * keeps the registers of the person's unit, or of the town. Recorded as `access_task.done`. Throws NotFound, Forbidden,
 * Conflict `rights_task_done_already`, and what the registers throw.
 */
export async function completeAccessTask(
	db: DbOrTx,
	actor: Actor,
	input: { taskId: string; outcome?: string },
	clock: Clock = systemClock
): Promise<void> {
	await withTransaction(db, async (tx) => {
		const [task] = await tx
			.select()
			.from(accessTask)
			.where(eq(accessTask.id, input.taskId))
			.for('update');
		if (!task) throw notFound();
		if (!worksOn(actor, task)) throw forbidden();
		if (task.doneAt) throw conflict('rights_task_done_already');
		const at = clock.now();
		const evidence = input.outcome ?? '';
		await unlessDone(() => doInRegisters(tx, actor, task, evidence, clock));
		const done = { doneAt: at, doneById: actorPersonId(actor), outcome: input.outcome ?? '' };
		await tx.update(accessTask).set(done).where(eq(accessTask.id, task.id));
		await tellRemoved(tx, task, at);
		await recordAudit(tx, {
			actor,
			action: 'access_task.done',
			noun: 'access_task',
			recordId: task.id,
			after: done,
			at
		});
	});
}

async function doInRegisters(
	tx: Tx,
	actor: Actor,
	task: Task,
	evidence: string,
	clock: Clock
): Promise<void> {
	const { kind, personId, rightId, seatId, roleId, productId, note } = task;
	if (kind === 'end_right' && rightId) await endRight(tx, actor, { rightId, reason: note }, clock);
	if (kind === 'release_seat' && seatId) await releaseSeat(tx, actor, { seatId, evidence }, clock);
	if (kind === 'grant_right' && personId && roleId)
		await grantRight(tx, actor, { personId, roleId }, clock);
	if (kind === 'take_seat' && personId && productId)
		await takeSeat(tx, actor, { personId, productId }, clock);
}

const DONE_BEFORE = new Set([
	'registers_right_already_ended',
	'registers_right_already_held',
	'registers_seat_already_released',
	'registers_seat_already_held'
]);

async function unlessDone(act: () => Promise<void>): Promise<void> {
	try {
		await act();
	} catch (problem) {
		if (!(problem instanceof DomainError) || !DONE_BEFORE.has(problem.messageKey)) throw problem;
	}
}
