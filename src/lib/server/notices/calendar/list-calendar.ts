import { and, asc, eq, gt, isNull, lt, ne, or, sql } from 'drizzle-orm';
import { forbidden } from '#lib/errors.ts';
import { isoDay } from '#lib/format/moments.ts';
import type { CalendarDay, CalendarEntry, CalendarView } from '#lib/notices/calendar-view.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { workingCalendar, type WorkingCalendar } from '#lib/working-time/calendar.ts';
import { holidaysOf } from '#lib/working-time/holidays.ts';
import { workingTimeBetween } from '#lib/working-time/working-time.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { getWorkingHours } from '#lib/server/settings/settings.ts';
import { notice } from '../tables.ts';
import { calendarRange } from './calendar-range.ts';
import { clashesWithin } from './clashes.ts';
import { freezeException, freezePeriod, townCalendar, townDate } from './tables.ts';
import { dayAfter, townMoment } from './town-moment.ts';

/** A view of the calendar: its days, what happens on them, and where its neighbours begin. */
export type CalendarPage = {
	days: CalendarDay[];
	entries: CalendarEntry[];
	previous: string;
	next: string;
};

/**
 * The calendar of changes around a day (YYYY-MM-DD): notices that are planned, going on or over, freezes, and the town's
 * own dates. For the desk, authors and auditors. Throws Forbidden. Four queries at once.
 */
export async function listCalendar(
	db: DbOrTx,
	actor: Actor,
	asked: { view: CalendarView; day: string },
	now: Date
): Promise<CalendarPage> {
	if (!can(actor, 'notices.read')) throw forbidden();
	const { days, previous, next } = calendarRange(asked.view, asked.day);
	const from = townMoment(days[0] ?? asked.day);
	const to = townMoment(dayAfter(days.at(-1) ?? asked.day, 1));
	const hours = workingCalendar(await getWorkingHours(db, 'office'));
	const [notices, freezes, town, clashes] = await Promise.all([
		plannedNotices(db, from, to, now),
		freezesWithin(db, from, to),
		townDatesWithin(db, from, to),
		clashesWithin(db, from, to, now)
	]);
	const entries: CalendarEntry[] = [
		...freezes.map(({ exceptions: _, ...freeze }) => ({ kind: 'freeze' as const, ...freeze })),
		...town.map((date) => ({ kind: 'town' as const, ...date })),
		...notices.map(({ id, ...row }) => ({
			kind: 'notice' as const,
			...row,
			clashes: clashes.get(row.number) ?? [],
			atWork: isAtWork(row, hours),
			freezes: freezes
				.filter(({ startsAt, endsAt }) => startsAt < (row.endsAt ?? to) && endsAt > row.startsAt)
				.map(({ name, exceptions }) => ({ name, exception: exceptions.includes(id) }))
		}))
	];
	return { days: days.map((day) => dayOf(day, entries)), entries, previous, next };
}

function isAtWork(row: { startsAt: Date; endsAt: Date | null }, hours: WorkingCalendar): boolean {
	const end = row.endsAt ?? new Date(row.startsAt.getTime() + 60_000);
	return end > row.startsAt && workingTimeBetween(row.startsAt, end, hours) > 0;
}

function dayOf(day: string, entries: readonly CalendarEntry[]): CalendarDay {
	const [from, to] = [townMoment(day), townMoment(dayAfter(day, 1))];
	const { free, shortened } = holidaysOf(Number(day.slice(0, 4)));
	const weekend = [6, 7].includes(Temporal.PlainDate.from(day).dayOfWeek);
	return {
		day,
		off: free.has(day) ? 'holiday' : weekend ? 'weekend' : null,
		shortened: shortened.has(day) && !weekend && !free.has(day),
		entries: entries.flatMap((entry, n) => {
			const end = entry.endsAt ?? entry.startsAt;
			const touches = entry.startsAt < to && (end > from || isoDay(entry.startsAt) === day);
			return touches ? [n] : [];
		})
	};
}

async function plannedNotices(db: DbOrTx, from: Date, to: Date, now: Date) {
	const startsAt = sql<Date>`coalesce(${notice.startedAt}, ${notice.startsAt})`.mapWith(
		notice.startsAt
	);
	const endsAt = sql<Date | null>`case
		when ${notice.restoredAt} is not null then ${notice.restoredAt}
		when ${notice.state} in ('in_progress', 'awaiting_confirmation')
			then greatest(${notice.plannedEndAt}, ${now.toISOString()}::timestamptz)
		else ${notice.plannedEndAt} end`.mapWith(notice.plannedEndAt);
	return db
		.select({
			id: notice.id,
			number: notice.number,
			texts: notice.texts,
			noticeKind: notice.kind,
			state: notice.state,
			impact: notice.impact,
			startsAt,
			endsAt
		})
		.from(notice)
		.where(
			and(
				ne(notice.state, 'cancelled'),
				ne(notice.kind, 'information'),
				sql`coalesce(${notice.startedAt}, ${notice.startsAt}) < ${to.toISOString()}::timestamptz`,
				sql`coalesce(${endsAt}, ${startsAt}) >= ${from.toISOString()}::timestamptz`
			)
		)
		.orderBy(startsAt, asc(notice.number));
}

async function freezesWithin(db: DbOrTx, from: Date, to: Date) {
	return db
		.select({
			id: freezePeriod.id,
			name: freezePeriod.name,
			reason: freezePeriod.reason,
			startsAt: freezePeriod.startsAt,
			endsAt: freezePeriod.endsAt,
			exceptions: sql<string[]>`array_remove(array_agg(${freezeException.noticeId}), null)`
		})
		.from(freezePeriod)
		.leftJoin(freezeException, eq(freezeException.freezeId, freezePeriod.id))
		.where(
			and(
				isNull(freezePeriod.endedAt),
				lt(freezePeriod.startsAt, to),
				gt(freezePeriod.endsAt, from)
			)
		)
		.groupBy(freezePeriod.id)
		.orderBy(asc(freezePeriod.startsAt));
}

async function townDatesWithin(db: DbOrTx, from: Date, to: Date) {
	return db
		.select({
			title: townDate.title,
			calendar: townCalendar.name,
			startsAt: townDate.startsAt,
			endsAt: townDate.endsAt
		})
		.from(townDate)
		.innerJoin(townCalendar, eq(townCalendar.id, townDate.calendarId))
		.where(
			and(
				lt(townDate.startsAt, to),
				or(gt(townDate.endsAt, from), gt(townDate.startsAt, from), eq(townDate.startsAt, from))
			)
		)
		.orderBy(asc(townDate.startsAt), asc(townDate.title));
}
