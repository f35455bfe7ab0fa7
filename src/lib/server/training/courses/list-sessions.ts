import { and, asc, eq, gt, inArray, isNull, or, sql, type SQL } from 'drizzle-orm';
import type { Locale, LocalizedText } from '#lib/i18n/localized.ts';
import type { ListState } from '#lib/lists/list-state.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { forbidden } from '#lib/errors.ts';
import { sessionsShape } from '#lib/training/course-lists.ts';
import { TAKES_A_SEAT, type SeatState } from '#lib/training/course-session.ts';
import type { Clock } from '#lib/server/clock.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { contains } from '#lib/server/lists/conditions.ts';
import { listPage, type ListPage, type ListSpec } from '#lib/server/lists/list-page.ts';
import { person, place } from '#lib/server/people/tables.ts';
import { trainingModule } from '../modules/tables.ts';
import { courseSeat, courseSession } from './tables.ts';

/** A session as lists show it. */
export type SessionRow = {
	id: string;
	titles: Partial<Record<Locale, string>>;
	startsAt: Date;
	endsAt: Date;
	signUpUntil: Date;
	cancelledAt: Date | null;
	locale: Locale;
	placeName: LocalizedText | null;
	room: string;
	teacher: string;
	seats: number;
	/** Taken or offered. */
	taken: number;
	waiting: number;
	attended: number;
	/** Mean of what those who were there said, 1 to 5. */
	rating: number | null;
	cursor: string;
};

const inStates = (...states: SeatState[]) =>
	sql<number>`(select count(*)::int from ${courseSeat} where ${courseSeat.sessionId} = ${courseSession.id}
		and ${inArray(courseSeat.state, states)})`;

const columns = {
	id: courseSession.id,
	titles: trainingModule.titles,
	startsAt: courseSession.startsAt,
	endsAt: courseSession.endsAt,
	signUpUntil: courseSession.signUpUntil,
	cancelledAt: courseSession.cancelledAt,
	locale: courseSession.locale,
	placeName: place.name,
	room: courseSession.room,
	teacher: sql<string>`coalesce(${person.name}, ${courseSession.teacherName})`,
	seats: courseSession.seats,
	taken: inStates(...TAKES_A_SEAT),
	waiting: inStates('waiting')
};

const phases: Record<string, (now: Date) => SQL | undefined> = {
	coming: (now) => and(gt(courseSession.endsAt, now), isNull(courseSession.cancelledAt)),
	over: (now) => sql`${courseSession.endsAt} <= ${now}`,
	cancelled: () => sql`${courseSession.cancelledAt} is not null`
};

const byStart = {
	keys: [
		{ expr: sql`${courseSession.startsAt}`, type: 'timestamptz' },
		{ expr: sql`${courseSession.id}`, type: 'uuid' }
	]
} as const;

/** Every session, for those who plan them. */
const sessionsList: ListSpec<SessionRow> = {
	shape: sessionsShape,
	scope: () => undefined,
	filters: {
		phase: (values, { now }) => or(...values.map((value) => phases[value]?.(now))),
		module: (values) => inArray(sql`${courseSession.moduleId}::text`, values)
	},
	search: (text) => contains(sql`${trainingModule.titles}::text`, text),
	sorts: { start: byStart, soonest: byStart },
	rows: (db, { where, orderBy, limit, cursor }) =>
		db
			.select({
				...columns,
				attended: inStates('attended'),
				rating: sql<number | null>`(select avg(${courseSeat.rating})::float from ${courseSeat}
					where ${courseSeat.sessionId} = ${courseSession.id})`,
				cursor
			})
			.from(courseSession)
			.innerJoin(trainingModule, eq(trainingModule.id, courseSession.moduleId))
			.leftJoin(place, eq(place.id, courseSession.placeId))
			.leftJoin(person, eq(person.id, courseSession.teacherId))
			.where(where)
			.orderBy(...orderBy)
			.limit(limit)
};

/** A page of all sessions. Authors, the desk and auditors. Throws Forbidden. */
export async function listSessions(
	db: DbOrTx,
	actor: Actor,
	state: ListState,
	clock: Clock
): Promise<ListPage<SessionRow>> {
	if (!can(actor, 'training.overview')) throw forbidden();
	return listPage(db, sessionsList, { actor, now: clock.now() }, state);
}

/** A coming session as everybody sees it, with one's own seat. */
export type ComingSession = Omit<SessionRow, 'cursor' | 'attended' | 'rating'> & {
	mine: SeatState | null;
	offeredUntil: Date | null;
};

const MOST_COMING = 100;

/** Sessions that are not over, soonest first, of one module or all: everybody may read them. */
export function listComingSessions(
	db: DbOrTx,
	actor: Actor,
	options: { moduleId?: string; now: Date }
): Promise<ComingSession[]> {
	return db
		.select({ ...columns, mine: courseSeat.state, offeredUntil: courseSeat.offeredUntil })
		.from(courseSession)
		.innerJoin(trainingModule, eq(trainingModule.id, courseSession.moduleId))
		.leftJoin(place, eq(place.id, courseSession.placeId))
		.leftJoin(person, eq(person.id, courseSession.teacherId))
		.leftJoin(
			courseSeat,
			and(eq(courseSeat.sessionId, courseSession.id), eq(courseSeat.personId, actor.personId))
		)
		.where(
			and(
				gt(courseSession.endsAt, options.now),
				or(isNull(courseSession.cancelledAt), inArray(courseSeat.state, ['seated', 'waiting'])),
				options.moduleId ? eq(courseSession.moduleId, options.moduleId) : undefined
			)
		)
		.orderBy(asc(courseSession.startsAt), asc(courseSession.id))
		.limit(MOST_COMING);
}
