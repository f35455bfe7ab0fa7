import { and, eq, sql } from 'drizzle-orm';
import { conflict, notFound } from '#lib/errors.ts';
import { isCritical } from '#lib/notices/notice-states.ts';
import type { Actor } from '#lib/people/actor.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db } from '#lib/server/db/client.ts';
import { forgetKept } from '#lib/server/db/kept.ts';
import { notice } from '../tables.ts';
import { noticeReader } from '../telling/tables.ts';

/**
 * A reader has read a notice and puts its banner away, until there is something new. Each for themselves. The ledger
 * keeps when; it counts as seen. Throws NotFound when it does not concern them, Conflict for what they are without at
 * this moment: that stays before their eyes.
 */
export async function dismissNotice(
	db: Db,
	actor: Actor,
	number: number,
	clock: Clock = systemClock
): Promise<void> {
	const at = clock.now();
	await withTransaction(db, async (tx) => {
		const [found] = await tx
			.select({ id: notice.id, state: notice.state, impact: notice.impact })
			.from(noticeReader)
			.innerJoin(notice, eq(notice.id, noticeReader.noticeId))
			.where(and(eq(notice.number, number), eq(noticeReader.personId, actor.personId)));
		if (!found) throw notFound();
		if (isCritical(found)) throw conflict('notices_stays');
		await tx
			.update(noticeReader)
			.set({ dismissedAt: at, seenAt: sql`coalesce(${noticeReader.seenAt}, ${at.toISOString()})` })
			.where(and(eq(noticeReader.noticeId, found.id), eq(noticeReader.personId, actor.personId)));
	});
	forgetKept(db, 'notices');
}
