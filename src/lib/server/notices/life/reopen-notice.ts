import { eq } from 'drizzle-orm';
import type { LooseText } from '#lib/notices/notice-text.ts';
import type { Actor } from '#lib/people/actor.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import type { Db } from '#lib/server/db/client.ts';
import { noticeCheck } from '../tables.ts';
import { noticeReader } from '../telling/tables.ts';
import { freshEnd } from './extend-notice.ts';
import { neededText } from './kept-text.ts';
import { isoOf, mustBeSaneWindow } from './sane-window.ts';
import { takeNoticeStep, type NoticeStepResult } from './take-notice-step.ts';

/**
 * It does not work after all. Readers are told, and are owed another "it works"; checks are to be looked at again. It
 * counts as broken since it first began. For who may tell its readers. Recorded as `notice.reopened`. Throws NotFound,
 * Forbidden, Conflict, Invalid (`et`, `plannedEndAt`).
 */
export function reopenNotice(
	db: Db,
	actor: Actor,
	input: { number: number; revision?: number; texts: LooseText; plannedEndAt?: Date | null },
	clock: Clock = systemClock
): Promise<NoticeStepResult> {
	return takeNoticeStep(
		db,
		actor,
		input,
		'reopen',
		(notice, tx, at) => {
			const texts = neededText(input.texts);
			const plannedEndAt = input.plannedEndAt ?? null;
			const startedAt = notice.startedAt ?? at;
			mustBeSaneWindow('outage', { startsAt: startedAt, plannedEndAt }, at);
			const started = notice.startsAt && notice.startsAt <= startedAt ? notice.startsAt : startedAt;
			return {
				set: {
					startsAt: started,
					startedAt,
					plannedEndAt,
					restoredAt: null,
					restoredById: null,
					restoredText: null,
					rolledBack: false,
					...freshEnd
				},
				action: 'notice.reopened',
				update: {
					kind: 'reopened',
					texts,
					facts: { restoredAt: isoOf(notice.restoredAt), plannedEndAt: isoOf(plannedEndAt) }
				},
				beforeTelling: (moved) =>
					Promise.all([
						tx
							.update(noticeReader)
							.set({ toldAfterAt: null, askedAt: null, works: null, answeredAt: null })
							.where(eq(noticeReader.noticeId, moved.id)),
						tx
							.update(noticeCheck)
							.set({ doneAt: null, doneById: null })
							.where(eq(noticeCheck.noticeId, moved.id))
					])
			};
		},
		clock
	);
}
