import { asc, eq } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { isId } from '#lib/ids.ts';
import { forbidden, notFound } from '#lib/errors.ts';
import type { Locale, LocalizedText } from '#lib/i18n/localized.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import {
	attendanceOpen,
	mayUndoMark,
	sessionPhase,
	TAKES_A_SEAT,
	type SeatState,
	type SessionPhase
} from '#lib/training/course-session.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { person, place, unit } from '#lib/server/people/tables.ts';
import { trainingModule } from '../modules/tables.ts';
import { courseSeat, courseSession } from './tables.ts';

/** A session as its page shows it: to everybody without names, to its teacher and planners with them. */
export type SessionPage = {
	id: string;
	moduleId: string;
	slug: string;
	titles: Partial<Record<Locale, string>>;
	placeId: string | null;
	placeName: LocalizedText | null;
	placeAddress: string;
	room: string;
	teacherId: string | null;
	teacher: string;
	teacherName: string;
	locale: Locale;
	seats: number;
	startsAt: Date;
	endsAt: Date;
	signUpUntil: Date;
	offerHours: number;
	note: string;
	sequence: number;
	cancelReason: string;
	phase: SessionPhase;
	taken: number;
	waiting: number;
	mine: {
		state: SeatState;
		offeredUntil: Date | null;
		rating: number | null;
		feedback: string;
	} | null;
	/** The people, only for who marks attendance. */
	people: SeatPerson[] | null;
	mayEdit: boolean;
	attendanceOpen: boolean;
};

export type SeatPerson = {
	personId: string;
	name: string;
	unitName: LocalizedText;
	state: SeatState;
	signedUpAt: Date;
	offeredUntil: Date | null;
	markedBy: 'list' | 'code' | null;
	markedAt: Date | null;
	/** It has just been marked, and may have been a wrong tap. */
	mayUndo: boolean;
	rating: number | null;
	feedback: string;
};

const teacher = alias(person, 'teacher');

/**
 * A session and where the actor stands with it, in two round trips. Everybody; names of who comes only for its
 * teacher, authors and administrators. Throws NotFound.
 */
export async function getSession(
	db: DbOrTx,
	actor: Actor,
	id: string,
	now: Date
): Promise<SessionPage> {
	if (!isId(id)) throw notFound();
	const [[row], seats] = await Promise.all([
		db
			.select({
				session: courseSession,
				slug: trainingModule.slug,
				titles: trainingModule.titles,
				placeName: place.name,
				placeAddress: place.address,
				teacher: teacher.name
			})
			.from(courseSession)
			.innerJoin(trainingModule, eq(trainingModule.id, courseSession.moduleId))
			.leftJoin(place, eq(place.id, courseSession.placeId))
			.leftJoin(teacher, eq(teacher.id, courseSession.teacherId))
			.where(eq(courseSession.id, id)),
		listSeats(db, id, now)
	]);
	if (!row) throw notFound();
	const { codeSecret: _secret, ...session } = row.session;
	const own = seats.find((seat) => seat.personId === actor.personId);
	return {
		...session,
		slug: row.slug,
		titles: row.titles,
		placeName: row.placeName,
		placeAddress: row.placeAddress ?? '',
		teacher: row.teacher ?? session.teacherName,
		phase: sessionPhase(session, now),
		taken: seats.filter((seat) => TAKES_A_SEAT.includes(seat.state)).length,
		waiting: seats.filter((seat) => seat.state === 'waiting').length,
		mine: own
			? {
					state: own.state,
					offeredUntil: own.offeredUntil,
					rating: own.rating,
					feedback: own.feedback
				}
			: null,
		people: can(actor, 'course.mark_attendance', session) ? seats : null,
		mayEdit: can(actor, 'training.edit'),
		attendanceOpen: attendanceOpen(session, now)
	};
}

/** The secret of a session's attendance codes, for the screen of whoever marks. Throws NotFound, Forbidden. */
export async function getCodeSecret(db: DbOrTx, actor: Actor, id: string): Promise<string> {
	if (!isId(id)) throw notFound();
	const [session] = await db
		.select({ secret: courseSession.codeSecret, teacherId: courseSession.teacherId })
		.from(courseSession)
		.where(eq(courseSession.id, id));
	if (!session) throw notFound();
	if (!can(actor, 'course.mark_attendance', session)) throw forbidden();
	return session.secret;
}

async function listSeats(db: DbOrTx, sessionId: string, now: Date): Promise<SeatPerson[]> {
	const seats = await db
		.select({
			personId: courseSeat.personId,
			name: person.name,
			unitName: unit.name,
			state: courseSeat.state,
			signedUpAt: courseSeat.signedUpAt,
			offeredUntil: courseSeat.offeredUntil,
			markedBy: courseSeat.markedBy,
			markedAt: courseSeat.markedAt,
			rating: courseSeat.rating,
			feedback: courseSeat.feedback
		})
		.from(courseSeat)
		.innerJoin(person, eq(person.id, courseSeat.personId))
		.innerJoin(unit, eq(unit.id, person.unitId))
		.where(eq(courseSeat.sessionId, sessionId))
		.orderBy(asc(courseSeat.signedUpAt), asc(courseSeat.id));
	return seats.map((seat) => ({ ...seat, mayUndo: mayUndoMark(seat, now) }));
}
