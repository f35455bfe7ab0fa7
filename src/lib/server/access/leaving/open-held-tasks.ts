import { and, eq, isNull } from 'drizzle-orm';
import { isoDay } from '#lib/format/moments.ts';
import { systemActor } from '#lib/people/actor.ts';
import { withTransaction, type Tx } from '#lib/server/db/client.ts';
import type { JobHandler } from '#lib/server/jobs/registry.ts';
import { person } from '#lib/server/people/tables.ts';
import { softwareSeat } from '#lib/server/software/tables.ts';
import { accessRight } from '#lib/server/systems/tables.ts';
import { openAccessTask } from '../tasks/open-access-task.ts';

/**
 * Every night: whatever still stands in the name of somebody who has left opens a task for the desk, once. The database
 * gives them nothing new; this finds what an import or a hand in the database left behind. Things have a check of their
 * own.
 */
export const openHeldTasks: JobHandler = async ({ db, clock }) => {
	const at = clock.now();
	await withTransaction(db, async (tx) => {
		for (const held of await heldByThoseWhoLeft(tx))
			await openAccessTask(
				tx,
				systemActor,
				{ ...held, note: '', dueOn: isoDay(at), source: 'nightly' },
				at
			);
	});
};

async function heldByThoseWhoLeft(tx: Tx) {
	const rights = await tx
		.select({ personId: person.id, rightId: accessRight.id, roleId: accessRight.roleId })
		.from(accessRight)
		.innerJoin(person, eq(person.id, accessRight.personId))
		.where(and(eq(person.status, 'left'), isNull(accessRight.endedAt)))
		.orderBy(accessRight.id);
	const seats = await tx
		.select({ personId: person.id, seatId: softwareSeat.id, productId: softwareSeat.productId })
		.from(softwareSeat)
		.innerJoin(person, eq(person.id, softwareSeat.personId))
		.where(and(eq(person.status, 'left'), isNull(softwareSeat.releasedAt)))
		.orderBy(softwareSeat.id);
	return [
		...rights.map((right) => ({ kind: 'end_right' as const, ...right })),
		...seats.map((seat) => ({ kind: 'release_seat' as const, ...seat }))
	];
}
