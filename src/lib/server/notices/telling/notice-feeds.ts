import { and, desc, eq, gt, isNotNull, or, sql } from 'drizzle-orm';
import { textFor } from '#lib/notices/notice-text.ts';
import { isTold } from '#lib/notices/update-kinds.ts';
import { m } from '#lib/paraglide/messages.js';
import { config } from '#lib/server/config.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { notificationLine } from '#lib/server/notifications/notification-texts.ts';
import { writeWords } from '#lib/server/notifications/notification-words.ts';
import { notice, noticeUpdate } from '../tables.ts';
import { atomFeed } from './atom-feed.ts';
import type { FeedReader } from './feed-keys.ts';
import { notificationKindOf } from './letter-rules.ts';
import { noticeCalendar } from './notice-calendar.ts';
import { noticeMessage, noticeReader } from './tables.ts';
import { wordsOfNotice } from './notice-words.ts';

const DAY = 86_400_000;
const KEPT_DAYS = 60;
const MOST = 100;
const HOUR = 3_600_000;

/**
 * The windows of notices that concern somebody, as a calendar that programs read again and again: coming, going on, and
 * those of the last two months. A cancelled one stays as such, so that every program takes it out.
 */
export async function noticeCalendarFeed(
	db: DbOrTx,
	{ personId, locale }: FeedReader,
	now: Date
): Promise<string> {
	const rows = await db
		.select()
		.from(notice)
		.innerJoin(noticeReader, eq(noticeReader.noticeId, notice.id))
		.where(
			and(
				eq(noticeReader.personId, personId),
				isNotNull(notice.startsAt),
				gt(notice.startsAt, new Date(now.getTime() - KEPT_DAYS * DAY))
			)
		)
		.orderBy(desc(notice.startsAt))
		.limit(MOST);
	const entries = rows.flatMap(({ notice: row }) => {
		const { startsAt } = row;
		if (!startsAt) return [];
		const begins = row.startedAt && row.startedAt < startsAt ? row.startedAt : startsAt;
		const planned = row.plannedEndAt ?? new Date(begins.getTime() + HOUR);
		const endsAt = row.restoredAt && row.restoredAt > begins ? row.restoredAt : planned;
		const cancelled = row.state === 'cancelled';
		return [{ ...row, startsAt: begins, endsAt, cancelled, stamp: row.updatedAt }];
	});
	return noticeCalendar(entries, locale, { name: m.notice_tell_feed_name({}, { locale }) });
}

/** What somebody was told of notices in the last two months, newest first, as an Atom feed in their language. */
export async function noticeAtomFeed(
	db: DbOrTx,
	{ personId, locale }: FeedReader,
	now: Date,
	self: string
): Promise<string> {
	const rows = await db
		.select({ notice, update: noticeUpdate })
		.from(noticeReader)
		.innerJoin(
			noticeMessage,
			and(
				eq(noticeMessage.noticeId, noticeReader.noticeId),
				eq(noticeMessage.personId, noticeReader.personId)
			)
		)
		.innerJoin(noticeUpdate, eq(noticeUpdate.id, noticeMessage.updateId))
		.innerJoin(notice, eq(notice.id, noticeMessage.noticeId))
		.where(
			and(
				eq(noticeReader.personId, personId),
				or(
					gt(noticeMessage.at, new Date(now.getTime() - KEPT_DAYS * DAY)),
					sql`${notice.state} in ('announced', 'in_progress', 'awaiting_confirmation')`
				)
			)
		)
		.orderBy(desc(noticeMessage.at), desc(noticeMessage.updateId))
		.limit(MOST);
	const { origin } = config();
	const entries = rows.flatMap(({ notice: row, update }) => {
		if (!isTold(update.kind)) return [];
		const words = writeWords(wordsOfNotice(row, update.texts), locale, now);
		const text = textFor(row.texts, locale)?.text;
		return [
			{
				id: update.id,
				title: notificationLine(notificationKindOf(update.kind, row), words, locale),
				at: update.at,
				address: `${origin}/notices/${row.number}`,
				text: [words.note, text?.summary, text?.before, text?.instead].filter(Boolean).join('\n\n')
			}
		];
	});
	return atomFeed({
		id: personId,
		title: m.notice_tell_feed_name({}, { locale }),
		locale,
		self,
		address: `${origin}/notices`,
		updated: rows[0]?.update.at ?? now,
		entries
	});
}
