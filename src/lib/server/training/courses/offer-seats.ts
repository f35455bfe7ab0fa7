import { and, asc, eq, lte } from 'drizzle-orm';
import type { Tx } from '#lib/server/db/client.ts';
import { freeSeats, type LockedSession } from './session-record.ts';
import { courseSeat } from './tables.ts';
import { tellCourse } from './tell-course.ts';

const HOUR = 3_600_000;

/**
 * Offers every free seat of a locked session to those who wait, first come first, until a deadline: the session's
 * hours for an offer, but never past its beginning. Offers that ran out go back to nobody first. Returns whom a seat was offered.
 */
export async function offerFreeSeats(tx: Tx, session: LockedSession, at: Date): Promise<string[]> {
	await lapseOffers(tx, session, at);
	if (session.cancelledAt || at >= session.startsAt) return [];
	const free = await freeSeats(tx, session);
	if (free <= 0) return [];
	const next = await tx
		.select({ id: courseSeat.id, personId: courseSeat.personId })
		.from(courseSeat)
		.where(and(eq(courseSeat.sessionId, session.id), eq(courseSeat.state, 'waiting')))
		.orderBy(asc(courseSeat.signedUpAt), asc(courseSeat.id))
		.limit(free);
	const until = new Date(
		Math.min(at.getTime() + session.offerHours * HOUR, session.startsAt.getTime())
	);
	for (const seat of next) {
		await tx
			.update(courseSeat)
			.set({ state: 'offered', offeredUntil: until })
			.where(eq(courseSeat.id, seat.id));
	}
	const people = next.map(({ personId }) => personId);
	await tellCourse(tx, session, { kind: 'course.seat_offered', recipients: people, until, at });
	return people;
}

async function lapseOffers(tx: Tx, session: LockedSession, at: Date): Promise<void> {
	const lapsed = await tx
		.update(courseSeat)
		.set({ state: 'given_up', offeredUntil: null })
		.where(
			and(
				eq(courseSeat.sessionId, session.id),
				eq(courseSeat.state, 'offered'),
				lte(courseSeat.offeredUntil, at)
			)
		)
		.returning({ personId: courseSeat.personId });
	await tellCourse(tx, session, {
		kind: 'course.offer_lapsed',
		recipients: lapsed.map(({ personId }) => personId),
		at
	});
}
