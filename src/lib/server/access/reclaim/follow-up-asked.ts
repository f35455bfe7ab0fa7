import { isoDay } from '#lib/format/moments.ts';
import { systemActor } from '#lib/people/actor.ts';
import { withTransaction, type Db } from '#lib/server/db/client.ts';
import type { JobHandler } from '#lib/server/jobs/registry.ts';
import { remindHolder, workingDayAfter } from '#lib/server/software/reclaim/ask-holders.ts';
import { lockUnanswered, unansweredSeats } from '#lib/server/software/reclaim/unanswered-seats.ts';
import { openAccessTask } from '../tasks/open-access-task.ts';
import { takingBack } from './give-back-seat.ts';

/** Working days that a reminder gives. */
const REMINDER_DAYS = 3;
/** Working days in which the desk takes the software away. */
const TAKE_BACK_DAYS = 5;

/**
 * The job `seat.follow_up`: whoever has not answered by the day is reminded once, with a few days more; after that the
 * desk gets a task to take the seat back. Whoever has given it back is left alone. Safe to run twice.
 */
export const followUpAsked: JobHandler = async ({ db, clock }) => {
	const at = clock.now();
	const days = {
		...{ at, today: isoDay(at) },
		answerBy: await workingDayAfter(db, at, REMINDER_DAYS),
		dueOn: await workingDayAfter(db, at, TAKE_BACK_DAYS)
	};
	for (const seatId of await unansweredSeats(db, days.today)) await followUp(db, seatId, days);
};

type Days = { at: Date; today: string; answerBy: string; dueOn: string };

async function followUp(db: Db, seatId: string, { at, today, answerBy, dueOn }: Days) {
	await withTransaction(db, async (tx) => {
		const seat = await lockUnanswered(tx, seatId, today);
		if (!seat?.askedAt || (await takingBack(tx, seatId, seat.askedAt))) return;
		if (!seat.remindedAt) return remindHolder(tx, systemActor, { seatId, answerBy, at });
		await openAccessTask(
			tx,
			systemActor,
			{
				...{ kind: 'release_seat', seatId, personId: seat.holderId, productId: seat.productId },
				...{ dueOn, source: 'reclaim' }
			},
			at
		);
	});
}
