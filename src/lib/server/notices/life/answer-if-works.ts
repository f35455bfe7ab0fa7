import { and, eq } from 'drizzle-orm';
import { notFound } from '#lib/errors.ts';
import type { Actor } from '#lib/people/actor.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db } from '#lib/server/db/client.ts';
import { announceLiveNotice } from '#lib/server/live/announce.ts';
import { notify } from '#lib/server/notifications/notify.ts';
import { noticeReader } from '../telling/tables.ts';
import { addUpdate } from './add-update.ts';
import { lockNotice } from './locked-notice.ts';
import { deskSubject } from './notice-facts.ts';

/**
 * Somebody who was asked says in one tap whether it works for them, and may say otherwise later. A "no" is told to the
 * owner and to who confirmed it, at once. Recorded as `notice.answered`. Throws NotFound for whoever was not asked, or
 * when it has broken again meanwhile.
 */
export function answerIfWorks(
	db: Db,
	actor: Actor,
	number: number,
	works: boolean,
	clock: Clock = systemClock
): Promise<void> {
	const at = clock.now();
	return withTransaction(db, async (tx) => {
		const notice = await lockNotice(tx, number);
		const own = and(
			eq(noticeReader.noticeId, notice.id),
			eq(noticeReader.personId, actor.personId)
		);
		const [reader] = await tx
			.select({ askedAt: noticeReader.askedAt, works: noticeReader.works })
			.from(noticeReader)
			.where(own);
		if (!reader?.askedAt) throw notFound();
		if (reader.works === works) return;
		await tx.update(noticeReader).set({ works, answeredAt: at }).where(own);
		const facts = { who: actor.name, works: works ? 1 : 0 };
		await addUpdate(tx, {
			noticeId: notice.id,
			kind: 'answered',
			facts,
			byId: actor.personId,
			at
		});
		if (!works) {
			const { subject, params } = deskSubject(notice);
			await notify(tx, {
				kind: 'notice.not_working',
				recipients: [notice.ownerId, notice.restoredById ?? notice.ownerId],
				subject,
				params: { ...params, who: actor.name },
				at
			});
		}
		await announceLiveNotice(tx, notice);
		await recordAudit(tx, {
			actor,
			action: 'notice.answered',
			noun: 'notice',
			recordId: notice.id,
			after: { works },
			at
		});
	});
}
