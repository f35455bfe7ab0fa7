import { and, eq, isNull, ne } from 'drizzle-orm';
import { systemActor } from '#lib/people/actor.ts';
import { withTransaction } from '#lib/server/db/client.ts';
import { openTask } from '#lib/server/equipment/acts/open-task.ts';
import { item } from '#lib/server/equipment/tables.ts';
import type { JobContext } from '#lib/server/jobs/registry.ts';
import { person } from '#lib/server/people/tables.ts';

/**
 * Every night: opens a task for the desk of the unit about each thing in the name of somebody who no longer works here.
 * The same thing is asked about once while its task is open.
 */
export async function openLeaverTasks({ db, clock }: JobContext): Promise<void> {
	const at = clock.now();
	const held = await db
		.select({ itemId: item.id, personId: person.id, unitId: person.unitId })
		.from(item)
		.innerJoin(person, eq(person.id, item.holderId))
		.where(and(eq(person.status, 'left'), ne(item.state, 'written_off'), isNull(item.withdrawnAt)))
		.orderBy(item.id);
	for (const one of held) {
		await withTransaction(db, (tx) =>
			openTask(tx, systemActor, { kind: 'held_by_leaver', ...one }, at)
		);
	}
}
