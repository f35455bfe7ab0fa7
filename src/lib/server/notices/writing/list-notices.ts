import { and, eq, inArray, or, sql, type SQL } from 'drizzle-orm';
import { forbidden } from '#lib/errors.ts';
import type { ListState } from '#lib/lists/list-state.ts';
import { parseDay } from '#lib/format/dates.ts';
import { NOTICE_PHASES, noticesShape, type NoticePhase } from '#lib/notices/list-shape.ts';
import type { Impact, NoticeKind, NoticeState } from '#lib/notices/notice-states.ts';
import type { NoticeTitles } from '#lib/notices/notice-title.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import type { Clock } from '#lib/server/clock.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { kept } from '#lib/server/db/kept.ts';
import { townMidnight } from '#lib/server/db/town-time.ts';
import { idIn } from '#lib/server/lists/conditions.ts';
import { listAll, listPage, type ListPage, type ListSpec } from '#lib/server/lists/list-page.ts';
import { person } from '#lib/server/people/tables.ts';
import { searchWords } from '#lib/server/search/words.ts';
import { notice } from '../tables.ts';
import { lettersByNotice, reachSql } from '../audience/reach-sql.ts';
import { noticeReader } from '../telling/tables.ts';

type Found = {
	id: string;
	number: number;
	titles: NoticeTitles;
	kind: NoticeKind;
	state: NoticeState;
	impact: Impact;
	startsAt: Date | null;
	plannedEndAt: Date | null;
	announcedAt: Date | null;
	ownerName: string;
	cursor: string;
};

/** A notice as the desk lists it, with how many it concerns, how many of them were reached, and how many have opened it. */
export type NoticeRow = Found & { readers: number; informed: number; seen: number };

const titles = sql<NoticeTitles>`jsonb_strip_nulls(jsonb_build_object('et', nullif(${notice.texts}#>>'{et,title}', ''),
	'ru', nullif(${notice.texts}#>>'{ru,title}', ''), 'en', nullif(${notice.texts}#>>'{en,title}', '')))`;

/** When it is, or was told; a draft without a window counts from when it was begun. */
const start = sql`coalesce(${notice.startsAt}, ${notice.announcedAt}, ${notice.createdAt})`;
const byId = { expr: sql`${notice.id}`, type: 'uuid' } as const;

/** Every notice, for those who write them or look after them. */
const noticesList: ListSpec<Found> = {
	shape: noticesShape,
	scope: () => undefined,
	filters: {
		phase: (values) =>
			inArray(
				notice.state,
				values.flatMap((value) => [...(NOTICE_PHASES[value as NoticePhase] ?? [])])
			),
		state: (values) => inArray(sql`${notice.state}`, values),
		kind: (values) => inArray(sql`${notice.kind}`, values),
		impact: (values) => inArray(sql`${notice.impact}`, values),
		owner: (values) => idIn(notice.ownerId, values),
		window: ([span = '']) => windowIn(span)
	},
	search: byWords,
	sorts: {
		start: { keys: [{ expr: start, type: 'timestamptz' }, byId] },
		number: { keys: [{ expr: sql`${notice.number}`, type: 'integer' }] }
	},
	rows: (db, { where, orderBy, limit, cursor }) =>
		db
			.select({
				id: notice.id,
				number: notice.number,
				titles,
				kind: notice.kind,
				state: notice.state,
				impact: notice.impact,
				startsAt: notice.startsAt,
				plannedEndAt: notice.plannedEndAt,
				announcedAt: notice.announcedAt,
				ownerName: person.name,
				cursor
			})
			.from(notice)
			.innerJoin(person, eq(person.id, notice.ownerId))
			.where(where)
			.orderBy(...orderBy)
			.limit(limit),
	count: async (db, where, upTo) => {
		const some = db.select({ id: notice.id }).from(notice).where(where).limit(upTo).as('some');
		const [counted] = await db.select({ count: sql<number>`count(*)::int` }).from(some);
		return counted?.count ?? 0;
	}
};

/** A page of all notices. The desk, authors and auditors. Throws Forbidden. */
export async function listNotices(
	db: DbOrTx,
	actor: Actor,
	state: ListState,
	clock: Clock
): Promise<ListPage<NoticeRow>> {
	if (!can(actor, 'notices.read')) throw forbidden();
	const page = await listPage(db, noticesList, { actor, now: clock.now() }, state);
	return { ...page, rows: await withReaders(db, page.rows) };
}

/** All notices that the filters find, row by row, for a file. The same people. Throws Forbidden. */
export async function* exportNotices(
	db: DbOrTx,
	actor: Actor,
	state: ListState,
	clock: Clock
): AsyncGenerator<NoticeRow> {
	if (!can(actor, 'notices.read')) throw forbidden();
	let batch: Found[] = [];
	for await (const row of listAll(db, noticesList, { actor, now: clock.now() }, state)) {
		batch.push(row);
		if (batch.length < BATCH) continue;
		yield* await withReaders(db, batch);
		batch = [];
	}
	yield* await withReaders(db, batch);
}

const BATCH = 200;

/** How many notices are going on: beside their name in the rail. Read anew after a few seconds. */
export function countGoingOn(db: DbOrTx): Promise<number> {
	return kept(
		db,
		'notices going on',
		async () => {
			const [row] = await db
				.select({ count: sql<number>`count(*)::int` })
				.from(notice)
				.where(inArray(notice.state, [...NOTICE_PHASES.now]));
			return row?.count ?? 0;
		},
		COUNT_FOR_MS
	);
}

const COUNT_FOR_MS = 5_000;

/** Who answers for a notice, by name, for the filter. Whoever may read notices of the desk. Throws Forbidden. */
export async function listNoticeOwners(
	db: DbOrTx,
	actor: Actor
): Promise<{ id: string; name: string }[]> {
	if (!can(actor, 'notices.read')) throw forbidden();
	return db
		.selectDistinct({ id: person.id, name: person.name })
		.from(notice)
		.innerJoin(person, eq(person.id, notice.ownerId))
		.orderBy(person.name);
}

type Counted = { noticeId: string; readers: number; informed: number; seen: number };

async function withReaders(db: DbOrTx, rows: Found[]): Promise<NoticeRow[]> {
	const told = rows.filter((row) => row.announcedAt !== null).map((row) => row.id);
	const counted = told.length
		? await db.execute<Counted>(sql`
				with letters as (${lettersByNotice(told)})
				select r.notice_id as "noticeId", count(*)::int as readers,
					count(*) filter (where ${reachSql} in ('read', 'arrived'))::int as informed,
					count(r.seen_at)::int as seen
				from ${noticeReader} r
				left join letters on letters.notice_id = r.notice_id and letters.person_id = r.person_id
				where ${inArray(sql`r.notice_id`, told)}
				group by r.notice_id`)
		: [];
	const byNotice = new Map(counted.map((row) => [row.noticeId, row]));
	return rows.map((row) => {
		const { readers = 0, informed = 0, seen = 0 } = byNotice.get(row.id) ?? {};
		return { ...row, readers, informed, seen };
	});
}

/** By number, with or without its letter, or by the beginnings of words. */
function byWords(text: string): SQL | undefined {
	const number = /^[TТ]?-?(\d{1,9})$/i.exec(text.trim())?.[1];
	const query = searchWords(text)
		.map((word) => `${word}:*`)
		.join(' & ');
	return or(
		number ? eq(notice.number, Number(number)) : undefined,
		query ? sql`${notice.search} @@ to_tsquery('simple', ${query})` : sql`false`
	);
}

/** Windows that touch these days; without an end it is the moment of the start. */
function windowIn(span: string): SQL | undefined {
	const [from = '', until = ''] = span.split('..');
	// Only a day that there is, as the database would say it.
	const isDay = (day: string) => parseDay(day) === day;
	return and(
		sql`true`,
		isDay(from)
			? sql`coalesce(${notice.plannedEndAt}, ${notice.startsAt}) >= ${townMidnight(from)}`
			: undefined,
		isDay(until) ? sql`${notice.startsAt} < ${townMidnight(until, 1)}` : undefined
	);
}
