import { meets } from '#lib/catalogue/condition.ts';
import { findActiveByEmail } from '#lib/server/people/approvers.ts';
import { getServiceVersion } from '#lib/server/catalogue/get-service-version.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import type { RequestRecord } from './locked-request.ts';
import { requestTask } from './tables.ts';

/** Lays out the tasks that the service's version has for these answers. Does nothing where they exist already. */
export async function createTasks(tx: Tx, request: RequestRecord): Promise<void> {
	const { definition } = await getServiceVersion(tx, request.serviceVersionId);
	const tasks = definition.tasks.filter((task) => !task.when || meets(task.when, request.answers));
	const keys = new Set(tasks.map((task) => task.key));
	const rows = [];
	for (const [ordinal, task] of tasks.entries()) {
		rows.push({
			id: newId(),
			requestId: request.id,
			ordinal,
			key: task.key,
			title: task.title,
			needs: task.needs.filter((key) => keys.has(key)),
			team: task.team ?? null,
			ownerId: task.owner ? ((await findActiveByEmail(tx, task.owner)) ?? null) : null,
			checklist: task.checklist.map((text) => ({ text, done: false })),
			effect: task.effect ?? null
		});
	}
	if (rows.length > 0) await tx.insert(requestTask).values(rows).onConflictDoNothing();
}
