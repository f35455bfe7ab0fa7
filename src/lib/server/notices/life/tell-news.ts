import type { LooseText } from '#lib/notices/notice-text.ts';
import type { Actor } from '#lib/people/actor.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import type { Db } from '#lib/server/db/client.ts';
import { neededText } from './kept-text.ts';
import { takeNoticeStep, type NoticeStepResult } from './take-notice-step.ts';

/**
 * Tells every reader a piece of news; nothing else changes. For who may tell its readers. Recorded as `notice.told`.
 * Throws NotFound, Forbidden, Conflict, Invalid (`et`).
 */
export function tellNews(
	db: Db,
	actor: Actor,
	input: { number: number; revision?: number; texts: LooseText },
	clock: Clock = systemClock
): Promise<NoticeStepResult> {
	return takeNoticeStep(
		db,
		actor,
		input,
		'tell',
		() => ({ action: 'notice.told', update: { kind: 'news', texts: neededText(input.texts) } }),
		clock
	);
}
