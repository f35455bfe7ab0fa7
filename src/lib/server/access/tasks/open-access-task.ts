import { and, eq, isNull } from 'drizzle-orm';
import type { AccessTaskKind, AccessTaskSource } from '#lib/access/access-tasks.ts';
import { actorPersonId, type Actor } from '#lib/people/actor.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { person } from '#lib/server/people/tables.ts';
import { accessTask } from './tables.ts';

export type AccessTaskInput = {
	kind: AccessTaskKind;
	/** Who holds it or is to hold it; null for an account that nobody knows. */
	personId: string | null;
	rightId?: string | null;
	seatId?: string | null;
	roleId?: string | null;
	productId?: string | null;
	account?: string;
	note?: string;
	/** ISO day by which it is to be done. */
	dueOn: string;
	source: AccessTaskSource;
	sourceId?: string | null;
};

/**
 * Opens a task for the desk about what somebody may use, in the caller's transaction, for the desk of their unit. The
 * same task about the same right or seat is open once: asking again gives the one that is there. Recorded as
 * `access_task.opened`. The caller has asked who may.
 */
export async function openAccessTask(
	tx: Tx,
	actor: Actor,
	input: AccessTaskInput,
	at: Date
): Promise<{ id: string; isNew: boolean }> {
	const [whose] = input.personId
		? await tx.select({ unitId: person.unitId }).from(person).where(eq(person.id, input.personId))
		: [];
	const task = {
		...input,
		id: newId(),
		unitId: whose?.unitId ?? null,
		openedAt: at,
		openedById: actorPersonId(actor)
	};
	const [made] = await tx
		.insert(accessTask)
		.values(task)
		.onConflictDoNothing()
		.returning({ id: accessTask.id });
	if (!made) return { id: await openOne(tx, input), isNew: false };
	await recordAudit(tx, {
		actor,
		action: 'access_task.opened',
		noun: 'access_task',
		recordId: made.id,
		after: task,
		at
	});
	return { id: made.id, isNew: true };
}

async function openOne(tx: Tx, input: AccessTaskInput): Promise<string> {
	const { kind, rightId, seatId, roleId, personId } = input;
	const same = rightId
		? eq(accessTask.rightId, rightId)
		: seatId
			? eq(accessTask.seatId, seatId)
			: and(eq(accessTask.roleId, roleId ?? ''), eq(accessTask.personId, personId ?? ''));
	const [found] = await tx
		.select({ id: accessTask.id })
		.from(accessTask)
		.where(and(eq(accessTask.kind, kind), same, isNull(accessTask.doneAt)));
	if (!found) throw new Error(`An open task ${kind} stood in the way and is gone.`);
	return found.id;
}
