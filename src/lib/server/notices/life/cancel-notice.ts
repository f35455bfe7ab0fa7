import { sql } from 'drizzle-orm';
import type { LooseText } from '#lib/notices/notice-text.ts';
import type { Actor } from '#lib/people/actor.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import type { Db } from '#lib/server/db/client.ts';
import { notice as noticeTable } from '../tables.ts';
import { neededText } from './kept-text.ts';
import { isoOf } from './sane-window.ts';
import { takeNoticeStep, type NoticeStepResult } from './take-notice-step.ts';

/**
 * It does not happen. Letters about it that have not left yet are withdrawn, so that nobody first reads that it will
 * happen; everybody is told that it won't, also those whose letter was withdrawn, because the portal told them. For who
 * may tell its readers. Recorded as `notice.cancelled`. Throws NotFound, Forbidden, Conflict, Invalid (`et`).
 */
export function cancelNotice(
	db: Db,
	actor: Actor,
	input: { number: number; revision?: number; texts: LooseText },
	clock: Clock = systemClock
): Promise<NoticeStepResult> {
	return takeNoticeStep(
		db,
		actor,
		input,
		'cancel',
		(notice, _tx, at) => ({
			set: { cancelledAt: at, sequence: sql`${noticeTable.sequence} + 1` },
			action: 'notice.cancelled',
			update: {
				kind: 'cancelled',
				texts: neededText(input.texts),
				facts: { startsAt: isoOf(notice.startsAt), plannedEndAt: isoOf(notice.plannedEndAt) }
			}
		}),
		clock
	);
}
