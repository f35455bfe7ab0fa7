import { inArray, sql, type SQL } from 'drizzle-orm';
import { outboxMessage } from '#lib/server/notifications/tables.ts';
import { noticeMessage } from '../telling/tables.ts';

/**
 * What became of letters about notices, in one row: `delivered`, `came_back`, `waiting` as booleans, null without
 * letters. One that went into a morning's summary fares as that one. `where` chooses among rows `m` of notice_message.
 */
const lettersWhere = (where: SQL): SQL => sql`
	bool_or(coalesce(d.state, o.state) = 'sent') as delivered,
	bool_or(coalesce(d.state, o.state) = 'failed') as came_back,
	bool_or(coalesce(d.state, o.state) in ('waiting', 'sending', 'digest', 'gathered')) as waiting
	from ${noticeMessage} m
	join ${outboxMessage} o on o.id = m.outbox_id
	left join ${outboxMessage} d on d.id = o.digest_id
	where ${where}`;

/** Letters of one notice by reader: rows `person_id` and what became of them. For counting all readers at once. */
export const lettersByReader = (noticeId: SQL | string): SQL => sql`
	select m.person_id, ${lettersWhere(sql`m.notice_id = ${noticeId}`)} group by m.person_id`;

/** The same of several notices at once: rows `notice_id`, `person_id` and what became of them. */
export const lettersByNotice = (noticeIds: readonly string[]): SQL => sql`
	select m.notice_id, m.person_id, ${lettersWhere(inArray(sql`m.notice_id`, [...noticeIds]))}
	group by m.notice_id, m.person_id`;

/** The same for the reader of the row at hand. For some readers of many. */
export const lettersOf = (noticeId: SQL, personId: SQL): SQL => sql`
	select ${lettersWhere(sql`m.notice_id = ${noticeId} and m.person_id = ${personId}`)}`;

/** A `ReaderReach`, of a row `r` of notice_reader with a row `letters`. */
export const reachSql: SQL = sql`
	case
		when r.seen_at is not null or r.acknowledged_at is not null then 'read'
		when r.told_by_hand_at is not null or letters.delivered then 'arrived'
		when not r.has_mailbox then 'no_mailbox'
		when letters.came_back then 'came_back'
		when letters.waiting then 'on_the_way'
		else 'portal_only'
	end`;
