import type { Actor } from '#lib/people/actor.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db } from '#lib/server/db/client.ts';
import { forgetKept } from '#lib/server/db/kept.ts';
import { announceLiveNotice } from '#lib/server/live/announce.ts';
import { isGoingOn } from '#lib/notices/notice-states.ts';
import { addMeToo } from '../audience/add-me-too.ts';
import { lockNotice } from '../life/locked-notice.ts';
import { noticeRequest } from '../tables.ts';
import { couldConcern } from './could-concern.ts';
import { currentNotices } from './current-notices.ts';
import { matchWords } from './match-words.ts';

/** So many words in common with an outage that could be theirs are no accident; one is enough of one that is. */
const ENOUGH = 2;

/**
 * Somebody has filed a fault report though an outage like it is going on: the report is linked to it as the same fault,
 * so that the desk answers both at once, and they are told what follows. Gives the outage's number; undefined when none
 * fits. Part of filing a fault report, after it. Recorded as `notice.same_fault`.
 */
export async function linkSameFault(
	db: Db,
	actor: Actor,
	request: { id: string; number: number; words: string },
	clock: Clock = systemClock
): Promise<number | undefined> {
	const { notices, standingOf } = await currentNotices(db);
	const outages = notices
		.filter(({ kind, state }) => kind === 'outage' && isGoingOn(state))
		.map((notice) => ({ notice, score: matchWords(request.words, notice.texts) }))
		.filter(({ score }) => score > 0)
		.sort((a, b) => b.score - a.score);
	if (outages.length === 0) return undefined;
	const own = new Set((await standingOf(actor.personId)).map(({ noticeId }) => noticeId));
	const at = clock.now();
	const alike = outages.filter(({ score }) => score >= ENOUGH).map(({ notice }) => notice.id);
	const near = await couldConcern(db, actor, alike, at);
	const fitting = outages.find(({ notice }) => near.has(notice.id) || own.has(notice.id));
	if (!fitting) return undefined;
	const { number } = fitting.notice;
	const linked = await withTransaction(db, async (tx) => {
		const notice = await lockNotice(tx, number);
		// It may have ended since this process heard of it.
		if (!isGoingOn(notice.state)) return false;
		await tx
			.insert(noticeRequest)
			.values({
				noticeId: notice.id,
				requestId: request.id,
				requestNumber: request.number,
				role: 'same_fault',
				linkedById: actor.personId,
				linkedAt: at
			})
			.onConflictDoNothing();
		await addMeToo(tx, notice.id, actor.personId, at);
		await announceLiveNotice(tx, notice);
		await recordAudit(tx, {
			actor,
			action: 'notice.same_fault',
			noun: 'notice',
			recordId: notice.id,
			after: { request: request.number },
			at
		});
		return true;
	});
	forgetKept(db, 'notices');
	return linked ? number : undefined;
}
