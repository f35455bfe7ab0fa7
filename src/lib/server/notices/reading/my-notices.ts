import { and, asc, eq, inArray, sql, type SQL } from 'drizzle-orm';
import type { ListState } from '#lib/lists/list-state.ts';
import type { NoticeTab } from '#lib/notices/reader/my-notices-shape.ts';
import { myNoticesShape } from '#lib/notices/reader/my-notices-shape.ts';
import type { ReaderPromise } from '#lib/notices/reader/reader-promise.ts';
import type { Actor } from '#lib/people/actor.ts';
import type { Db, DbOrTx } from '#lib/server/db/client.ts';
import {
	listPage,
	type ListPage,
	type ListSpec,
	type PageQuery
} from '#lib/server/lists/list-page.ts';
import { person } from '#lib/server/people/tables.ts';
import { anyWord } from '#lib/server/search/search-query.ts';
import { notice } from '../tables.ts';
import { noticeReader } from '../telling/tables.ts';
import type { CurrentNotice } from './current-notices.ts';
import { concernsUnits } from './may-read.ts';
import { standingColumns } from './standing-columns.ts';

const PAST_SIZE = 20;
const MOST_AHEAD = 100;

/** One notice of a person's page of notices. */
export type MyNoticeRow = Omit<CurrentNotice, 'toldAt' | 'news' | 'meToo'> & {
	seenAt: Date | null;
	promise: ReaderPromise | null;
	/** How many people of the represented units it concerns; only on their tab. */
	people: number | null;
};

export type MyNotices = {
	tab: NoticeTab;
	tabs: NoticeTab[];
	now: MyNoticeRow[];
	coming: MyNoticeRow[];
	past: ListPage<MyNoticeRow & { cursor: string }>;
};

/**
 * The notices that concern a person, or for a representative people of their units: what is going on, what is coming,
 * both soonest first, and page by page what is over, the latest first. Words find among all of them. Everybody, each
 * their own; an unknown tab is the own one. Two queries at once.
 */
export async function listMyNotices(
	db: Db,
	actor: Actor,
	state: ListState,
	now: Date
): Promise<MyNotices> {
	const tabs: NoticeTab[] = actor.representsUnitIds.length ? ['mine', 'unit'] : ['mine'];
	const tab = tabs.find((one) => one === state.filters.tab?.[0]) ?? 'mine';
	const words = state.search ? anyWord(state.search) : undefined;
	const found = words && sql`${notice.search} @@ ${words}`;
	const [open, past] = await Promise.all([
		select(db, actor, tab)
			.where(
				and(
					inArray(notice.state, ['announced', 'in_progress', 'awaiting_confirmation']),
					scopeOf(actor, tab),
					found
				)
			)
			.orderBy(sql`${notice.startsAt} asc nulls last`, asc(notice.id))
			.limit(MOST_AHEAD),
		listPage(db, pastSpec(actor, tab), { actor, now }, state, { size: PAST_SIZE })
	]);
	return {
		tab,
		tabs,
		now: open.filter(({ state }) => state !== 'announced'),
		coming: open.filter(({ state }) => state === 'announced'),
		past
	};
}

function scopeOf(actor: Actor, tab: NoticeTab): SQL | undefined {
	return tab === 'unit'
		? concernsUnits(actor.representsUnitIds)
		: sql`${noticeReader.personId} is not null`;
}

function select(db: DbOrTx, actor: Actor, tab: NoticeTab) {
	return db
		.select({
			...standingColumns,
			seenAt: noticeReader.seenAt,
			promise: noticeReader.promise,
			people: peopleOf(actor, tab)
		})
		.from(notice)
		.leftJoin(
			noticeReader,
			and(eq(noticeReader.noticeId, notice.id), eq(noticeReader.personId, actor.personId))
		);
}

function peopleOf(actor: Actor, tab: NoticeTab): SQL<number | null> {
	if (tab === 'mine') return sql<number | null>`null::int`;
	return sql<number>`(select count(*)::int from ${noticeReader} r join ${person} p on p.id = r.person_id
		where r.notice_id = ${notice}.id and p.unit_id in ${actor.representsUnitIds})`;
}

const endedAt = sql`coalesce(${notice.restoredAt}, ${notice.cancelledAt}, ${notice.closedAt}, ${notice.updatedAt})`;

function pastSpec(actor: Actor, tab: NoticeTab): ListSpec<MyNoticeRow & { cursor: string }> {
	return {
		shape: myNoticesShape,
		scope: () =>
			and(inArray(notice.state, ['restored', 'closed', 'cancelled']), scopeOf(actor, tab)),
		filters: {},
		search: (text) => {
			const words = anyWord(text);
			return words && sql`${notice.search} @@ ${words}`;
		},
		sorts: {
			ended: {
				keys: [
					{ expr: endedAt, type: 'timestamptz' },
					{ expr: sql`${notice.number}`, type: 'integer' }
				]
			}
		},
		rows: (inDb, query) => pastRows(inDb, actor, tab, query)
	};
}

function pastRows(db: DbOrTx, actor: Actor, tab: NoticeTab, query: PageQuery) {
	return db
		.select({
			...standingColumns,
			seenAt: noticeReader.seenAt,
			promise: noticeReader.promise,
			people: peopleOf(actor, tab),
			cursor: query.cursor
		})
		.from(notice)
		.leftJoin(
			noticeReader,
			and(eq(noticeReader.noticeId, notice.id), eq(noticeReader.personId, actor.personId))
		)
		.where(query.where)
		.orderBy(...query.orderBy)
		.limit(query.limit);
}
