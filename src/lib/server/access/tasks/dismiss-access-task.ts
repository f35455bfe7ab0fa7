import { eq } from 'drizzle-orm';
import { conflict, forbidden, invalid, notFound } from '#lib/errors.ts';
import { actorPersonId, type Actor } from '#lib/people/actor.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx } from '#lib/server/db/client.ts';
import { accessTask } from './tables.ts';
import { worksOn } from './works-on.ts';

/**
 * Closes a task of the desk without doing it, for a reason that stays with it; nothing changes in the registers. Only the
 * desk that keeps the registers of the person's unit, or of the town. Recorded as `access_task.dismissed`. Throws NotFound,
 * Forbidden, Invalid at `reason` without one, Conflict `rights_task_done_already`.
 */
export async function dismissAccessTask(
	db: DbOrTx,
	actor: Actor,
	input: { taskId: string; reason: string },
	clock: Clock = systemClock
): Promise<void> {
	const reason = input.reason.trim();
	await withTransaction(db, async (tx) => {
		const [task] = await tx
			.select()
			.from(accessTask)
			.where(eq(accessTask.id, input.taskId))
			.for('update');
		if (!task) throw notFound();
		if (!worksOn(actor, task)) throw forbidden();
		if (!reason) throw invalid({ reason: ['errors_required'] });
		if (task.doneAt) throw conflict('rights_task_done_already');
		const at = clock.now();
		const done = { doneAt: at, doneById: actorPersonId(actor), outcome: reason };
		await tx.update(accessTask).set(done).where(eq(accessTask.id, task.id));
		await recordAudit(tx, {
			...{ actor, action: 'access_task.dismissed', noun: 'access_task', recordId: task.id },
			after: done,
			at
		});
	});
}
