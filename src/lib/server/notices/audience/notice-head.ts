import { eq, sql } from 'drizzle-orm';
import { forbidden, notFound } from '#lib/errors.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { notice } from '../tables.ts';
import { noticeReader } from '../telling/tables.ts';

/** What pages beside a notice's own say of it. Who reads notices of the desk. Throws Forbidden, NotFound. */
export async function getNoticeHead(db: DbOrTx, actor: Actor, number: number) {
	if (!can(actor, 'notices.read')) throw forbidden();
	const [row] = await db
		.select({
			id: notice.id,
			number: notice.number,
			revision: notice.revision,
			kind: notice.kind,
			state: notice.state,
			texts: notice.texts,
			startsAt: notice.startsAt,
			plannedEndAt: notice.plannedEndAt,
			restoredAt: notice.restoredAt,
			cancelledAt: notice.cancelledAt,
			restoredText: notice.restoredText,
			withoutMailbox: sql<boolean>`exists (select from ${noticeReader} r
				where r.notice_id = ${notice}.id and not r.has_mailbox)`
		})
		.from(notice)
		.where(eq(notice.number, number));
	if (!row) throw notFound();
	return row;
}
