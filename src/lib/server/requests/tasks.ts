import { and, asc, eq } from 'drizzle-orm';
import { conflict, notFound } from '#lib/errors.ts';
import { DESK_STATUSES } from '#lib/requests/statuses.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { movedOn, type LockedRequest } from './locked-request.ts';
import { requestTask } from './tables.ts';

export type TaskRecord = typeof requestTask.$inferSelect;

/** All tasks of a request in order. */
export function listTasks(tx: Tx, requestId: string): Promise<TaskRecord[]> {
	return tx
		.select()
		.from(requestTask)
		.where(eq(requestTask.requestId, requestId))
		.orderBy(asc(requestTask.ordinal));
}

/** A task of a request that is at the desk. Throws NotFound, Conflict when the request is not there (any more). */
export async function getTask(tx: Tx, request: LockedRequest, key: string): Promise<TaskRecord> {
	if (!DESK_STATUSES.includes(request.status)) throw await movedOn(tx, request);
	const [task] = await tx
		.select()
		.from(requestTask)
		.where(and(eq(requestTask.requestId, request.id), eq(requestTask.key, key)));
	if (!task) throw notFound();
	return task;
}

/** Throws Conflict naming the first task that must be done before this one. */
export async function checkNeeds(
	tx: Tx,
	request: LockedRequest,
	task: TaskRecord,
	locale: 'et' | 'ru' | 'en'
) {
	const tasks = await listTasks(tx, request.id);
	const first = tasks.find((one) => task.needs.includes(one.key) && !one.doneAt);
	if (first) throw conflict('errors_task_locked', { task: first.title[locale] || first.title.et });
}
