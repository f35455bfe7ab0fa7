import { and, eq } from 'drizzle-orm';
import { conflict } from '#lib/errors.ts';
import { hasEnded } from '#lib/notices/notice-states.ts';
import type { Actor } from '#lib/people/actor.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db } from '#lib/server/db/client.ts';
import { noticeReport } from '../joins/tables.ts';
import { lockNotice } from './locked-notice.ts';
import { mustReachReaders } from './reach.ts';
import { writeStep, type NoticeStepResult } from './take-notice-step.ts';

/**
 * Gives the report to those affected, and tells them of it. It stands from then on. For who may tell its readers.
 * Recorded as `notice.report_published`. Throws NotFound, Forbidden, Conflict when there is none, it is published, or the
 * thing has broken again meanwhile.
 */
export function publishReport(
	db: Db,
	actor: Actor,
	input: { number: number; revision?: number },
	clock: Clock = systemClock
): Promise<NoticeStepResult> {
	const at = clock.now();
	return withTransaction(db, async (tx) => {
		const notice = await lockNotice(tx, input.number, { revision: input.revision });
		await mustReachReaders(tx, actor, notice);
		if (!hasEnded(notice.state)) throw conflict('notice_desk_report_early');
		const [report] = await tx
			.update(noticeReport)
			.set({ published: true, publishedAt: at })
			.where(and(eq(noticeReport.noticeId, notice.id), eq(noticeReport.published, false)))
			.returning({ what: noticeReport.what });
		if (!report) throw conflict('notice_desk_report_none');
		return writeStep(
			tx,
			actor,
			notice,
			{ action: 'notice.report_published', update: { kind: 'report', texts: report.what } },
			at
		);
	});
}
