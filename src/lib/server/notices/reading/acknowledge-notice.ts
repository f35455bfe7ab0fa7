import { and, eq, sql } from 'drizzle-orm';
import { notFound } from '#lib/errors.ts';
import type { ReaderPromise } from '#lib/notices/reader/reader-promise.ts';
import type { Actor } from '#lib/people/actor.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db } from '#lib/server/db/client.ts';
import { notice } from '../tables.ts';
import { noticeReader } from '../telling/tables.ts';

/**
 * A reader says that they have read a notice, will do what it asks before, or have done it. Each for themselves, as
 * often as they like: the last word holds, the first moment stays. Recorded as `notice.acknowledged`. Throws NotFound
 * when the notice does not concern them.
 */
export async function acknowledgeNotice(
	db: Db,
	actor: Actor,
	{ number, promise }: { number: number; promise: ReaderPromise },
	clock: Clock = systemClock
): Promise<void> {
	const at = clock.now();
	const moment = at.toISOString();
	await withTransaction(db, async (tx) => {
		const [row] = await tx
			.select({ noticeId: noticeReader.noticeId, promise: noticeReader.promise })
			.from(noticeReader)
			.innerJoin(notice, eq(notice.id, noticeReader.noticeId))
			.where(and(eq(notice.number, number), eq(noticeReader.personId, actor.personId)))
			.for('update', { of: noticeReader });
		if (!row) throw notFound();
		if (row.promise === promise) return;
		await tx
			.update(noticeReader)
			.set({
				promise,
				acknowledgedAt: sql`coalesce(${noticeReader.acknowledgedAt}, ${moment})`,
				seenAt: sql`coalesce(${noticeReader.seenAt}, ${moment})`
			})
			.where(
				and(eq(noticeReader.noticeId, row.noticeId), eq(noticeReader.personId, actor.personId))
			);
		await recordAudit(tx, {
			actor,
			action: 'notice.acknowledged',
			noun: 'notice',
			recordId: row.noticeId,
			before: { promise: row.promise },
			after: { promise },
			at
		});
	});
}
