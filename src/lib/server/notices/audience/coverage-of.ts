import { sql } from 'drizzle-orm';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { notice } from '../tables.ts';
import { noticeReader } from '../telling/tables.ts';
import { endedAt, isMissedAfter } from './missed-after.ts';
import { lettersByReader, reachSql } from './reach-sql.ts';

/** How far a notice has come with its readers, in people. */
export type Coverage = {
	readers: number;
	/** `read`, `arrived` and `notArrived` together are `readers`. */
	read: number;
	arrived: number;
	notArrived: number;
	/** Why it has not arrived; together `notArrived`. */
	withoutMailbox: number;
	bounced: number;
	onTheWay: number;
	portalOnly: number;
	acknowledged: number;
	/** Told that it works again, or does not take place. */
	toldAfter: number;
	/** Told before, and not after although it is over: an alarm. */
	missedAfter: number;
};

/**
 * Counts how far a notice has come with its readers, in one statement. Whoever calls it has asked whether the person may
 * see notices of the desk.
 */
export async function coverageOf(db: DbOrTx, noticeId: string): Promise<Coverage> {
	const many = (reach: string) => sql`count(*) filter (where reach = ${reach})::int`;
	const [row] = await db.execute<Coverage>(sql`
		with letters as (${lettersByReader(noticeId)}),
		reader as (
			select ${reachSql} as reach, r.acknowledged_at, r.told_after_at,
				${endedAt} is not null and ${isMissedAfter} as missed
			from ${noticeReader} r
			join ${notice} n on n.id = r.notice_id
			left join letters on letters.person_id = r.person_id
			where r.notice_id = ${noticeId}
		)
		select count(*)::int as readers, ${many('read')} as read, ${many('arrived')} as arrived,
			count(*) filter (where reach not in ('read', 'arrived'))::int as "notArrived",
			${many('no_mailbox')} as "withoutMailbox", ${many('came_back')} as bounced,
			${many('on_the_way')} as "onTheWay", ${many('portal_only')} as "portalOnly",
			count(acknowledged_at)::int as acknowledged, count(told_after_at)::int as "toldAfter",
			count(*) filter (where missed)::int as "missedAfter"
		from reader`);
	if (!row) throw new Error('Counting gives one row');
	return row;
}
