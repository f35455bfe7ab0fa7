import { and, eq, gt, inArray, or, sql } from 'drizzle-orm';
import { isGoingOn } from '#lib/notices/notice-states.ts';
import { isTold, UPDATE_KINDS, type UpdateKind } from '#lib/notices/update-kinds.ts';
import type { LooseText, NoticeTexts } from '#lib/notices/notice-text.ts';
import type { NoticeStanding } from '#lib/notices/reader/notice-looks.ts';
import type { Db } from '#lib/server/db/client.ts';
import { kept } from '#lib/server/db/kept.ts';
import { notice, noticeUpdate } from '../tables.ts';
import { noticeReader } from '../telling/tables.ts';
import { standingColumns } from './standing-columns.ts';

const HOUR = 3_600_000;
/** So long good news stays among what concerns people now. */
const OVER_HOURS = 24;
const KEEP_MS = 10_000;
const MOST_NOTICES = 200;
const MOST_PEOPLE = 20_000;

const ME_TOO = sql`'[{"how": "me_too"}]'::jsonb`;

/** A notice that is coming, going on, or was over a while ago. */
export type CurrentNotice = NoticeStanding & {
	id: string;
	number: number;
	texts: NoticeTexts;
	restoredText: LooseText | null;
	isPublic: boolean;
	/** When its readers were last told something: what was put away before that comes back. */
	toldAt: Date;
	/** What was last written about it, and when. */
	news: LooseText | null;
	/** How many said "me too" of an outage. */
	meToo: number;
};

/** Where one reader stands with one of them. */
export type OwnStanding = { noticeId: string; dismissedAt: Date | null; saidMeToo: boolean };

type Current = {
	notices: CurrentNotice[];
	standingOf: (personId: string) => Promise<OwnStanding[]>;
};

/**
 * The notices of now, the same for everybody, with what each reader asks of them. Kept in the process with the standing
 * of those who asked, until any notice changes or for some seconds: pages that everybody opens ask nothing more. The
 * caller says afterwards which of them are anybody's business.
 */
export function currentNotices(db: Db): Promise<Current> {
	return kept(db, 'notices current', () => read(db, new Date()), KEEP_MS);
}

const toldKinds = (Object.keys(UPDATE_KINDS) as UpdateKind[]).filter(isTold);

async function read(db: Db, now: Date): Promise<Current> {
	const since = new Date(now.getTime() - OVER_HOURS * HOUR);
	const rows = await db
		.select({
			...standingColumns,
			toldAt: sql`(select max(u.at) from ${noticeUpdate} u where u.notice_id = ${notice}.id
				and ${inArray(sql`u.kind`, toldKinds)})`.mapWith(notice.updatedAt),
			news: sql<LooseText | null>`(select u.texts from ${noticeUpdate} u
				where u.notice_id = ${notice}.id and u.for_readers and u.texts is not null
				order by u.at desc, u.id desc limit 1)`,
			meToo: sql<number>`case when ${notice.kind} = 'outage' then (select count(*)::int
				from ${noticeReader} r where r.notice_id = ${notice}.id
				and r.reasons @> ${ME_TOO}) else 0 end`
		})
		.from(notice)
		.where(
			or(
				inArray(notice.state, ['announced', 'in_progress', 'awaiting_confirmation']),
				and(eq(notice.state, 'restored'), gt(notice.restoredAt, since)),
				and(eq(notice.state, 'cancelled'), gt(notice.cancelledAt, since))
			)
		)
		.orderBy(sql`${notice.startsAt} asc nulls last`, notice.id)
		.limit(MOST_NOTICES);
	return { notices: rows, standingOf: remembering(db, rows) };
}

function remembering(db: Db, notices: readonly CurrentNotice[]): Current['standingOf'] {
	const ids = notices.map(({ id }) => id);
	const known = new Map<string, Promise<OwnStanding[]>>();
	return (personId) => {
		if (ids.length === 0) return Promise.resolve([]);
		const remembered = known.get(personId);
		if (remembered) return remembered;
		if (known.size >= MOST_PEOPLE) known.clear();
		const asked = Promise.resolve(
			db
				.select({
					noticeId: noticeReader.noticeId,
					dismissedAt: noticeReader.dismissedAt,
					saidMeToo: sql<boolean>`${noticeReader.reasons} @> ${ME_TOO}`
				})
				.from(noticeReader)
				.where(and(eq(noticeReader.personId, personId), inArray(noticeReader.noticeId, ids)))
		);
		known.set(personId, asked);
		asked.catch(() => known.delete(personId));
		return asked;
	};
}

/** Orders by how much they take from people now: what is going on, gravest first, then what is coming, soonest first. */
export function gravestFirst(a: CurrentNotice, b: CurrentNotice): number {
	return weight(b) - weight(a) || soonness(a) - soonness(b);
}

const impactWeight = { unavailable: 2, degraded: 1, none: 0 };
const weight = ({ state, impact }: CurrentNotice) =>
	isGoingOn(state) ? 10 + impactWeight[impact] : state === 'announced' ? 1 : 0;
const soonness = ({ startsAt, announcedAt }: CurrentNotice) =>
	(startsAt ?? announcedAt)?.getTime() ?? 0;
