import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import { ENDINGS, type ToldKind } from '#lib/notices/update-kinds.ts';
import type { Actor } from '#lib/people/actor.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx } from '#lib/server/db/client.ts';
import { lockNotice } from '../life/locked-notice.ts';
import { mustReachReaders } from '../life/reach.ts';
import { notice, noticeUpdate } from '../tables.ts';
import { noticeReader } from '../telling/tables.ts';
import { tellReaders } from '../telling/tell-readers.ts';
import { endedAt, isMissedAfter } from './missed-after.ts';

/**
 * Tells those of a notice's readers that it is over who were told before and not after. Nobody hears of it twice:
 * whose letter came back is told by hand. For who may tell its readers. Recorded as `notice.told_missed`. Returns how
 * many were told. Throws NotFound, Forbidden.
 */
export async function tellMissed(
	db: DbOrTx,
	actor: Actor,
	input: { number: number },
	clock: Clock = systemClock
): Promise<{ told: number }> {
	const at = clock.now();
	return withTransaction(db, async (tx) => {
		const held = await lockNotice(tx, input.number);
		await mustReachReaders(tx, actor, held);
		const missed = await tx.execute<{ id: string }>(sql`
			select r.person_id as id from ${noticeReader} r join ${notice} n on n.id = r.notice_id
			where r.notice_id = ${held.id} and ${endedAt} is not null and ${isMissedAfter}`);
		const [ending] = await tx
			.select({ id: noticeUpdate.id, kind: noticeUpdate.kind })
			.from(noticeUpdate)
			.where(and(eq(noticeUpdate.noticeId, held.id), inArray(noticeUpdate.kind, [...ENDINGS])))
			.orderBy(desc(noticeUpdate.at), desc(noticeUpdate.id))
			.limit(1);
		if (missed.length === 0 || !ending) return { told: 0 };
		const only = missed.map(({ id }) => id);
		const kind = ending.kind as ToldKind;
		const told = await tellReaders(tx, { noticeId: held.id, updateId: ending.id, kind, at, only });
		await recordAudit(tx, {
			actor,
			action: 'notice.told_missed',
			noun: 'notice',
			recordId: held.id,
			after: { told },
			at
		});
		return { told };
	});
}
