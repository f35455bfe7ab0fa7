import { sql, type SQL } from 'drizzle-orm';
import { ENDINGS } from '#lib/notices/update-kinds.ts';
import { outboxMessage } from '#lib/server/notifications/tables.ts';
import { person } from '#lib/server/people/tables.ts';
import { noticeMessage } from '../telling/tables.ts';

/** When a notice `n` ended for its readers: null while it has not, and for information. */
export const endedAt: SQL = sql`
	case when n.state in ('restored', 'closed', 'cancelled')
		then coalesce(n.cancelled_at, n.restored_at) end`;

/**
 * Somebody still working here was told before and not after: of a row `r` of notice_reader and its notice `n` that has
 * ended. Nothing was written to them since, or the letter that says so, or the morning's summary
 * that it went into, came back and nobody told them since.
 */
export const isMissedAfter: SQL = sql`
	(exists (select from ${person} p where p.id = r.person_id and p.status = 'active')
	and (r.told_after_at is null or r.told_after_at < ${endedAt}
		or ((r.told_by_hand_at is null or r.told_by_hand_at < ${endedAt}) and exists (
			select from ${noticeMessage} m join ${outboxMessage} o on o.id = m.outbox_id
			left join ${outboxMessage} d on d.id = o.digest_id
			where m.notice_id = r.notice_id and m.person_id = r.person_id
				and coalesce(d.state, o.state) = 'failed'
				and m.kind in ${ENDINGS} and m.at >= ${endedAt}))))`;
