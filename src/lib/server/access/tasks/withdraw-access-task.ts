import { and, eq, isNull } from 'drizzle-orm';
import type { AccessTaskSource } from '#lib/access/access-tasks.ts';
import { actorPersonId, type Actor } from '#lib/people/actor.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { accessTask } from './tables.ts';

/**
 * Closes a task that is not wanted any more, in the caller's transaction, who has asked who may: nothing changes in the
 * registers. Only while it is open and only what the same source opened: a task that stood there before, of a mover or a
 * leaver, stays. Recorded as `access_task.withdrawn`. Tells whether it was closed.
 */
export async function withdrawAccessTask(
	tx: Tx,
	actor: Actor,
	input: { taskId: string; source: AccessTaskSource; sourceId: string; outcome: string },
	at: Date
): Promise<boolean> {
	const { taskId, source, sourceId, outcome } = input;
	const after = { doneAt: at, doneById: actorPersonId(actor), outcome };
	const closed = await tx
		.update(accessTask)
		.set(after)
		.where(
			and(
				eq(accessTask.id, taskId),
				eq(accessTask.source, source),
				eq(accessTask.sourceId, sourceId),
				isNull(accessTask.doneAt)
			)
		)
		.returning({ id: accessTask.id });
	if (closed.length === 0) return false;
	const event = { actor, action: 'access_task.withdrawn', noun: 'access_task', recordId: taskId };
	await recordAudit(tx, { ...event, after, at });
	return true;
}
