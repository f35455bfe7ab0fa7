import { and, asc, eq, isNull } from 'drizzle-orm';
import { forbidden, invalid } from '#lib/errors.ts';
import type { LooseText } from '#lib/notices/notice-text.ts';
import type { Actor } from '#lib/people/actor.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import type { Db, Tx } from '#lib/server/db/client.ts';
import { noticeCheck } from '../tables.ts';
import { askIfWorks } from './ask-if-works.ts';
import { neededText } from './kept-text.ts';
import { isoOf } from './sane-window.ts';
import { takeNoticeStep, type NoticeStepResult } from './take-notice-step.ts';

/** What who confirms that it works says with it. */
type Restoring = {
	number: number;
	revision?: number;
	/** One line to everybody. */
	texts: LooseText;
	/** Confirms although some checks are not ticked: asked for a second time. */
	despiteChecks?: boolean;
};

/**
 * A person confirms that it works again: the clock never does. Every reader is told, and where the notice asks for it
 * three of them are asked whether it works for them. Before the start, too: then nobody was without it. Checks left
 * are named and asked about once more, never in the way. For who may tell its readers. Recorded as `notice.restored`.
 * Throws NotFound, Forbidden (the portal itself), Conflict (somebody else confirmed it first), Invalid (`et`, `checks`).
 */
export function restoreNotice(
	db: Db,
	actor: Actor,
	input: Restoring,
	clock: Clock = systemClock
): Promise<NoticeStepResult> {
	return takeNoticeStep(
		db,
		actor,
		input,
		'restore',
		async (notice, tx, at) => {
			if (actor.isSystem) throw forbidden('notice_desk_by_person');
			const texts = neededText(input.texts);
			const left = await listChecksLeft(tx, notice.id);
			if (left.length > 0 && !input.despiteChecks)
				throw invalid({ checks: ['notice_desk_checks_left'] });
			return {
				set: { restoredAt: at, restoredById: actor.personId, restoredText: texts },
				action: 'notice.restored',
				update: {
					kind: 'restored',
					texts,
					facts: { startedAt: isoOf(notice.startedAt), checksLeft: left.join('; ') || null }
				},
				afterwards: async (moved) => {
					if (moved.asksIfWorks && moved.startedAt) await askIfWorks(tx, moved, actor, at);
				}
			};
		},
		clock
	);
}

async function listChecksLeft(tx: Tx, noticeId: string): Promise<string[]> {
	const rows = await tx
		.select({ text: noticeCheck.text })
		.from(noticeCheck)
		.where(and(eq(noticeCheck.noticeId, noticeId), isNull(noticeCheck.doneAt)))
		.orderBy(asc(noticeCheck.position));
	return rows.map(({ text }) => text);
}
