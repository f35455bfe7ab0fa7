import { and, desc, eq, gte } from 'drizzle-orm';
import { conflict } from '#lib/errors.ts';
import type { Actor } from '#lib/people/actor.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx } from '#lib/server/db/client.ts';
import { workingDayAfter } from '#lib/server/software/reclaim/ask-holders.ts';
import { seatOfHolder } from '#lib/server/software/reclaim/seat-holder.ts';
import { openAccessTask } from '../tasks/open-access-task.ts';
import { accessTask } from '../tasks/tables.ts';

/** Working days in which the desk takes the software away. */
const TAKE_BACK_DAYS = 5;

/**
 * A seat is given back: by its holder, or whoever represents their unit, asked or not. The desk gets a task and takes the
 * software away; until then the seat is theirs. Recorded as `access_task.opened`. Throws NotFound to everybody else,
 * Conflict `registers_seat_already_released`.
 */
export async function giveBackSeat(
	db: DbOrTx,
	actor: Actor,
	{ seatId }: { seatId: string },
	clock: Clock = systemClock
): Promise<{ taskId: string; dueOn: string }> {
	const at = clock.now();
	const dueOn = await workingDayAfter(db, at, TAKE_BACK_DAYS);
	return withTransaction(db, async (tx) => {
		const seat = await seatOfHolder(tx, actor, seatId);
		if (seat.releasedAt) throw conflict('registers_seat_already_released');
		const { id: taskId } = await openAccessTask(
			tx,
			actor,
			{
				...{ kind: 'release_seat', seatId, personId: seat.holderId, productId: seat.productId },
				...{ dueOn, source: seat.state === 'asked' ? 'reclaim' : 'own_wish' }
			},
			at
		);
		return { taskId, dueOn };
	});
}

/** The task that takes a seat back, open or done since a moment; undefined when there is none. */
export async function takingBack(
	db: DbOrTx,
	seatId: string,
	since: Date
): Promise<{ dueOn: string; doneAt: Date | null } | undefined> {
	const [task] = await db
		.select({ dueOn: accessTask.dueOn, doneAt: accessTask.doneAt })
		.from(accessTask)
		.where(
			and(
				eq(accessTask.kind, 'release_seat'),
				eq(accessTask.seatId, seatId),
				gte(accessTask.openedAt, since)
			)
		)
		.orderBy(desc(accessTask.openedAt))
		.limit(1);
	return task;
}
