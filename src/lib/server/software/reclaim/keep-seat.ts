import { eq } from 'drizzle-orm';
import { conflict, invalid, notFound } from '#lib/errors.ts';
import { daysBetween, isoDay } from '#lib/format/moments.ts';
import type { Actor } from '#lib/people/actor.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx } from '#lib/server/db/client.ts';
import { softwareSeat } from '../tables.ts';
import { seatOfHolder } from './seat-holder.ts';

/** Nobody keeps what they do not use for longer without being asked again. */
const LONGEST_DAYS = 366;

/**
 * A seat that was proposed for reclaim or asked about is kept until a day, with the reason: its holder's word, or whoever
 * represents their unit, or the desk within its units. Recorded as `seat.kept`. Throws NotFound to everybody else,
 * Invalid (`until`, `why`), Conflict `licences_not_asked`.
 */
export async function keepSeat(
	db: DbOrTx,
	actor: Actor,
	{ seatId, until, why }: { seatId: string; until: string | null; why: string },
	clock: Clock = systemClock
): Promise<void> {
	const at = clock.now();
	const today = isoDay(at);
	await withTransaction(db, async (tx) => {
		await seatOfHolder(tx, actor, seatId);
		const [seat] = await tx
			.select()
			.from(softwareSeat)
			.where(eq(softwareSeat.id, seatId))
			.for('update');
		if (!seat) throw notFound();
		if (seat.state !== 'asked' && seat.state !== 'reclaim_proposed')
			throw conflict('licences_not_asked');
		if (!until) throw invalid({ until: ['errors_required'] });
		if (until <= today) throw invalid({ until: ['licences_day_to_come'] });
		if (daysBetween(today, until) > LONGEST_DAYS)
			throw invalid({ until: ['licences_kept_too_long'] });
		if (why.trim() === '') throw invalid({ why: ['errors_required'] });
		const after = {
			...{ state: 'kept' as const, keptUntil: until, keptWhy: why.trim() },
			answerBy: null
		};
		await tx.update(softwareSeat).set(after).where(eq(softwareSeat.id, seatId));
		const { state, answerBy } = seat;
		await recordAudit(tx, {
			...{ actor, action: 'seat.kept', noun: 'seat', recordId: seatId, at },
			...{ before: { state, answerBy }, after }
		});
	});
}
