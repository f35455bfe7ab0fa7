import { and, eq, gt, inArray, or, sql } from 'drizzle-orm';
import { notFound } from '#lib/errors.ts';
import type { JobHandler } from '#lib/server/jobs/registry.ts';
import { withTransaction, type DbOrTx } from '#lib/server/db/client.ts';
import { notify } from '#lib/server/notifications/notify.ts';
import { deskSubject } from '../life/notice-facts.ts';
import { notice } from '../tables.ts';
import { noticeReader } from '../telling/tables.ts';
import { endedAt, isMissedAfter } from './missed-after.ts';

/** For so long after the end an owner hears of it each night; the alarm on the notice's page stays. */
const ALARM_DAYS = 7;
const DAY = 86_400_000;

/** How many were told before and not after; 0 while the notice goes on, and for information. */
export async function countMissedAfter(db: DbOrTx, noticeId: string): Promise<number> {
	const [row] = await db.execute<{ count: number }>(sql`
		select count(*)::int as count from ${noticeReader} r join ${notice} n on n.id = r.notice_id
		where r.notice_id = ${noticeId} and ${endedAt} is not null and ${isMissedAfter}`);
	return row?.count ?? 0;
}

/**
 * Looks whether everyone who was told of a notice before has been told after, and if not tells its owner. Done on
 * closing and each night. Returns how many are left out. Throws NotFound.
 */
export async function checkToldAfter(
	db: DbOrTx,
	noticeId: string,
	at: Date
): Promise<{ missed: number }> {
	const missed = await countMissedAfter(db, noticeId);
	if (missed === 0) return { missed };
	await withTransaction(db, async (tx) => {
		const [row] = await tx.select().from(notice).where(eq(notice.id, noticeId));
		if (!row) throw notFound();
		const { subject, params } = deskSubject(row);
		await notify(tx, {
			kind: 'notice.not_told_after',
			recipients: [row.ownerId],
			subject,
			params: { ...params, count: String(missed) },
			at
		});
	});
	return { missed };
}

/** The job `notice.check_told_after`, each night: every notice that has ended within the week. */
export const checkAllToldAfter: JobHandler = async ({ db, clock }) => {
	const at = clock.now();
	const since = new Date(at.getTime() - ALARM_DAYS * DAY);
	const ended = await db
		.select({ id: notice.id })
		.from(notice)
		.where(
			and(
				inArray(notice.state, ['restored', 'closed', 'cancelled']),
				or(gt(notice.restoredAt, since), gt(notice.cancelledAt, since))
			)
		);
	for (const { id } of ended) await checkToldAfter(db, id, at);
};
