import { and, eq } from 'drizzle-orm';
import { invalid } from '#lib/errors.ts';
import { isOver } from '#lib/notices/notice-states.ts';
import { actorPersonId, type Actor } from '#lib/people/actor.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db } from '#lib/server/db/client.ts';
import { announceLiveNotice } from '#lib/server/live/announce.ts';
import { noticeCheck } from '../tables.ts';
import { addUpdate } from './add-update.ts';
import { lockNotice, noticeMovedOn } from './locked-notice.ts';
import { mustEditNotices } from './reach.ts';

/**
 * Somebody looked at a point of the list before saying that it works, or takes that back. The tick bears their name;
 * ticking what is ticked changes nothing. For who may edit notices: more people look than one confirms. Recorded as
 * `notice.check_done` and `notice.check_undone`. Throws NotFound, Forbidden, Conflict, Invalid (`check`).
 */
export function tickCheck(
	db: Db,
	actor: Actor,
	input: { number: number; checkId: string; done: boolean },
	clock: Clock = systemClock
): Promise<{ revision: number }> {
	const at = clock.now();
	return withTransaction(db, async (tx) => {
		mustEditNotices(actor);
		// No revision is asked: two people tick two points at the same time.
		const notice = await lockNotice(tx, input.number);
		// A draft has no timeline yet, and may still be thrown away.
		if (notice.state === 'draft' || isOver(notice.state)) throw await noticeMovedOn(tx, notice);
		const its = and(eq(noticeCheck.noticeId, notice.id), eq(noticeCheck.id, input.checkId));
		const [check] = await tx.select().from(noticeCheck).where(its);
		if (!check) throw invalid({ check: ['errors_choose'] });
		if ((check.doneAt !== null) === input.done) return { revision: notice.revision };
		const byId = actorPersonId(actor);
		const done = input.done ? { doneAt: at, doneById: byId } : { doneAt: null, doneById: null };
		await tx.update(noticeCheck).set(done).where(its);
		const facts = { check: check.text, done: input.done ? 1 : 0 };
		await addUpdate(tx, { noticeId: notice.id, kind: 'check_done', facts, byId, at });
		await announceLiveNotice(tx, notice);
		await recordAudit(tx, {
			actor,
			action: input.done ? 'notice.check_done' : 'notice.check_undone',
			noun: 'notice',
			recordId: notice.id,
			after: { check: check.text },
			at
		});
		return { revision: notice.revision };
	});
}
