import { sql } from 'drizzle-orm';
import type { LooseText } from '#lib/notices/notice-text.ts';
import type { Actor } from '#lib/people/actor.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import type { Db } from '#lib/server/db/client.ts';
import { notice as noticeTable } from '../tables.ts';
import { freshEnd } from './extend-notice.ts';
import { neededText } from './kept-text.ts';
import { isoOf, mustBeSaneWindow } from './sane-window.ts';
import { takeNoticeStep, type NoticeStepResult } from './take-notice-step.ts';

/**
 * Some of it works again: readers are told what does and what does not; it goes on, with a new end where one is known.
 * For who may tell its readers. Recorded as `notice.partly_restored`. Throws NotFound, Forbidden, Conflict, Invalid.
 */
export function partlyRestored(
	db: Db,
	actor: Actor,
	input: { number: number; revision?: number; texts: LooseText; plannedEndAt?: Date | null },
	clock: Clock = systemClock
): Promise<NoticeStepResult> {
	return takeNoticeStep(
		db,
		actor,
		input,
		'partly',
		(_notice, _tx, at) => {
			const texts = neededText(input.texts);
			const plannedEndAt = input.plannedEndAt ?? null;
			if (!plannedEndAt)
				return { action: 'notice.partly_restored', update: { kind: 'partly', texts } };
			mustBeSaneWindow('outage', { startsAt: null, plannedEndAt }, at);
			return {
				set: {
					state: 'in_progress',
					plannedEndAt,
					...freshEnd,
					sequence: sql`${noticeTable.sequence} + 1`
				},
				action: 'notice.partly_restored',
				update: { kind: 'partly', texts, facts: { plannedEndAt: isoOf(plannedEndAt) } }
			};
		},
		clock
	);
}
