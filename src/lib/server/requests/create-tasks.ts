import { and, eq, max, sql } from 'drizzle-orm';
import { meets } from '#lib/catalogue/condition.ts';
import { conflict } from '#lib/errors.ts';
import { findActiveByEmail } from '#lib/server/people/approvers.ts';
import { getServiceVersion } from '#lib/server/catalogue/get-service-version.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import type { RequestRecord } from './locked-request.ts';
import { planOfListeners, type MoreTask } from './request-listeners.ts';
import { requestTask } from './tables.ts';

/**
 * Lays out the tasks that the service's version has for these answers, with those that listeners add: they stand after
 * the first, which makes the account. Does nothing where they exist already.
 */
export async function createTasks(tx: Tx, request: RequestRecord): Promise<void> {
	const { definition } = await getServiceVersion(tx, request.serviceVersionId);
	const wanted = definition.tasks.filter((task) => !task.when || meets(task.when, request.answers));
	const plan = await planOfListeners(tx, request, wanted);
	const tasks = wanted.filter((task) => !plan.without.includes(task.key));
	const keys = new Set(tasks.map((task) => task.key));
	const rows = [];
	for (const task of tasks) {
		rows.push({
			id: newId(),
			requestId: request.id,
			key: task.key,
			title: task.title,
			needs: task.needs.filter((key) => keys.has(key)),
			team: task.team ?? null,
			ownerId: task.owner ? ((await findActiveByEmail(tx, task.owner)) ?? null) : null,
			dueOn: plan.dueOn[task.key] ?? null,
			checklist: task.checklist.map((text) => ({ text, done: false })),
			effect: task.effect ?? null
		});
	}
	const [first, ...others] = rows;
	const inOrder = [...(first ? [first] : []), ...plan.more.map(taskRow(request.id)), ...others];
	if (inOrder.length === 0) return;
	await tx
		.insert(requestTask)
		.values(inOrder.map((row, ordinal) => ({ ...row, ordinal })))
		.onConflictDoNothing();
}

const taskRow = (requestId: string) => (task: MoreTask) => ({
	...task,
	id: newId(),
	requestId,
	team: null,
	ownerId: null,
	checklist: []
});

/** Adds a task to those of a request that is at the desk, as the last of them. */
export async function addTask(tx: Tx, requestId: string, task: MoreTask): Promise<void> {
	const [{ last } = { last: null }] = await tx
		.select({ last: max(requestTask.ordinal) })
		.from(requestTask)
		.where(eq(requestTask.requestId, requestId));
	await tx
		.insert(requestTask)
		.values({ ...taskRow(requestId)(task), ordinal: (last ?? 0) + 1 })
		.onConflictDoNothing();
}

/** Takes an open task out of a request again. Throws Conflict `errors_task_done` when it was done meanwhile. */
export async function removeTask(tx: Tx, requestId: string, key: string): Promise<void> {
	const mine = and(eq(requestTask.requestId, requestId), eq(requestTask.key, key));
	const [task] = await tx
		.select({ doneAt: requestTask.doneAt })
		.from(requestTask)
		.where(mine)
		.for('update');
	if (!task) return;
	if (task.doneAt) throw conflict('errors_task_done');
	await tx.delete(requestTask).where(mine);
	await tx
		.update(requestTask)
		.set({ needs: sql`array_remove(${requestTask.needs}, ${key})` })
		.where(eq(requestTask.requestId, requestId));
}
