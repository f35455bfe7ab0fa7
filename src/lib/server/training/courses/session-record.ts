import { and, asc, count, eq, inArray } from 'drizzle-orm';
import { notFound } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import type { Locale, LocalizedText } from '#lib/i18n/localized.ts';
import { TAKES_A_SEAT } from '#lib/training/course-session.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { person, place } from '#lib/server/people/tables.ts';
import { trainingModule } from '../modules/tables.ts';
import { courseSeat, courseSession } from './tables.ts';

/** A session with the words that letters and calendars need, locked until the transaction ends. */
export type LockedSession = typeof courseSession.$inferSelect & {
	titles: Partial<Record<Locale, string>>;
	slug: string;
	placeName: LocalizedText | null;
	placeAddress: string;
	teacher: string;
};

/** Locks the session, so that the last seat is given once. NotFound when there is none. */
export async function lockSession(tx: Tx, sessionId: string): Promise<LockedSession> {
	if (!isId(sessionId)) throw notFound();
	const [row] = await tx
		.select({
			session: courseSession,
			titles: trainingModule.titles,
			slug: trainingModule.slug,
			placeName: place.name,
			placeAddress: place.address,
			teacher: person.name
		})
		.from(courseSession)
		.innerJoin(trainingModule, eq(trainingModule.id, courseSession.moduleId))
		.leftJoin(place, eq(place.id, courseSession.placeId))
		.leftJoin(person, eq(person.id, courseSession.teacherId))
		.where(eq(courseSession.id, sessionId))
		.for('update', { of: courseSession });
	if (!row) throw notFound();
	return {
		...row.session,
		titles: row.titles,
		slug: row.slug,
		placeName: row.placeName,
		placeAddress: row.placeAddress ?? '',
		teacher: row.teacher ?? row.session.teacherName
	};
}

/** How many seats are neither taken nor offered. Call it with the session locked. */
export async function freeSeats(tx: Tx, session: LockedSession): Promise<number> {
	const [taken] = await tx
		.select({ n: count() })
		.from(courseSeat)
		.where(and(eq(courseSeat.sessionId, session.id), inArray(courseSeat.state, [...TAKES_A_SEAT])));
	return session.seats - (taken?.n ?? 0);
}

/** Whoever holds a seat, is offered one or waits: those whom a change concerns, first come first. */
export function listConcerned(tx: Tx, sessionId: string) {
	return tx
		.select({ personId: courseSeat.personId, state: courseSeat.state })
		.from(courseSeat)
		.where(
			and(
				eq(courseSeat.sessionId, sessionId),
				inArray(courseSeat.state, ['seated', 'offered', 'waiting'])
			)
		)
		.orderBy(asc(courseSeat.signedUpAt), asc(courseSeat.id));
}
