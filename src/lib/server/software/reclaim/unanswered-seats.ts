import { and, asc, eq, isNull, lt } from 'drizzle-orm';
import { systemActor } from '#lib/people/actor.ts';
import type { DbOrTx, Tx } from '#lib/server/db/client.ts';
import { softwareSeat } from '../tables.ts';
import { seatOfHolder } from './seat-holder.ts';

const unanswered = (today: string) =>
	and(
		eq(softwareSeat.state, 'asked'),
		isNull(softwareSeat.releasedAt),
		lt(softwareSeat.answerBy, today)
	);

/** Ids of the seats whose holders were to answer before this day (ISO) and have not. */
export async function unansweredSeats(db: DbOrTx, today: string): Promise<string[]> {
	const rows = await db
		.select({ id: softwareSeat.id })
		.from(softwareSeat)
		.where(unanswered(today))
		.orderBy(asc(softwareSeat.answerBy), asc(softwareSeat.id));
	return rows.map(({ id }) => id);
}

/** One of them, locked, with who has it now; undefined when it was answered meanwhile. */
export async function lockUnanswered(tx: Tx, seatId: string, today: string) {
	const [seat] = await tx
		.select()
		.from(softwareSeat)
		.where(and(eq(softwareSeat.id, seatId), unanswered(today)))
		.for('update');
	if (!seat) return undefined;
	const { holderId } = await seatOfHolder(tx, systemActor, seatId);
	return { ...seat, holderId };
}
