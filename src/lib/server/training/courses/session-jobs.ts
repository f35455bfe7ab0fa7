import { and, eq, gt, isNull, lte } from 'drizzle-orm';
import { withTransaction, type Db } from '#lib/server/db/client.ts';
import type { JobContext } from '#lib/server/jobs/registry.ts';
import { offerFreeSeats } from './offer-seats.ts';
import { lockSession } from './session-record.ts';
import { courseSeat, courseSession } from './tables.ts';
import { tellCourse } from './tell-course.ts';

const HOUR = 3_600_000;
/** How long before its beginning people are reminded of a session. */
const REMIND_HOURS = 24;

/** Offers that ran out go to the next in the waiting list, and free seats are offered. */
export async function passOnOffers({ db, clock }: JobContext): Promise<void> {
	const at = clock.now();
	const due = await db
		.selectDistinct({ id: courseSeat.sessionId })
		.from(courseSeat)
		.innerJoin(courseSession, eq(courseSession.id, courseSeat.sessionId))
		.where(and(eq(courseSeat.state, 'offered'), lte(courseSeat.offeredUntil, at)));
	for (const { id } of due) {
		await withTransaction(
			db,
			async (tx) => void (await offerFreeSeats(tx, await lockSession(tx, id), at))
		);
	}
}

/** Reminds whoever has a seat a day before, once. */
export async function remindOfSessions({ db, clock }: JobContext): Promise<void> {
	const at = clock.now();
	const soon = await db
		.select({ id: courseSession.id })
		.from(courseSession)
		.where(
			and(
				gt(courseSession.startsAt, at),
				lte(courseSession.startsAt, new Date(at.getTime() + REMIND_HOURS * HOUR)),
				isNull(courseSession.remindedAt),
				isNull(courseSession.cancelledAt)
			)
		);
	for (const { id } of soon) await remind(db, id, at);
}

async function remind(db: Db, id: string, at: Date): Promise<void> {
	await withTransaction(db, async (tx) => {
		const session = await lockSession(tx, id);
		if (session.remindedAt || session.cancelledAt) return;
		await tx.update(courseSession).set({ remindedAt: at }).where(eq(courseSession.id, id));
		const seated = await tx
			.select({ personId: courseSeat.personId })
			.from(courseSeat)
			.where(and(eq(courseSeat.sessionId, id), eq(courseSeat.state, 'seated')));
		const recipients = seated.map(({ personId }) => personId);
		await tellCourse(tx, session, { kind: 'course.reminder', recipients, at });
	});
}

/** Asks those who were there how it went, once, when a session is over. */
export async function askForFeedback({ db, clock }: JobContext): Promise<void> {
	const at = clock.now();
	const over = await db
		.select({ id: courseSession.id })
		.from(courseSession)
		.where(
			and(
				lte(courseSession.endsAt, at),
				isNull(courseSession.closedAt),
				isNull(courseSession.cancelledAt)
			)
		);
	for (const { id } of over) {
		await withTransaction(db, async (tx) => {
			const session = await lockSession(tx, id);
			if (session.closedAt) return;
			await tx.update(courseSession).set({ closedAt: at }).where(eq(courseSession.id, id));
			const there = await tx
				.select({ personId: courseSeat.personId })
				.from(courseSeat)
				.where(and(eq(courseSeat.sessionId, id), eq(courseSeat.state, 'attended')));
			const recipients = there.map(({ personId }) => personId);
			await tellCourse(tx, session, { kind: 'course.feedback', recipients, at });
		});
	}
}
