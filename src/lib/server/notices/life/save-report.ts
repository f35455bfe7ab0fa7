import { eq } from 'drizzle-orm';
import { conflict, invalid } from '#lib/errors.ts';
import { hasEnded } from '#lib/notices/notice-states.ts';
import type { ReportTexts } from '#lib/notices/report-parts.ts';
import { actorPersonId, type Actor } from '#lib/people/actor.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db } from '#lib/server/db/client.ts';
import { noticeReport } from '../joins/tables.ts';
import { keptText } from './kept-text.ts';
import { lockNotice } from './locked-notice.ts';
import { mustEditNotices } from './reach.ts';

/**
 * Writes the short report after something that is over; while unpublished it is the desk's own. What was published is
 * not changed any more: readers have it. For who may edit notices. Recorded as `notice.report_saved`. Throws NotFound,
 * Forbidden, Conflict (not over yet, published, or changed since the page was opened), Invalid (`what.et`).
 */
export function saveReport(
	db: Db,
	actor: Actor,
	input: { number: number; revision?: number; texts: ReportTexts },
	clock: Clock = systemClock
): Promise<void> {
	const at = clock.now();
	return withTransaction(db, async (tx) => {
		mustEditNotices(actor);
		const notice = await lockNotice(tx, input.number, { revision: input.revision });
		if (!hasEnded(notice.state)) throw conflict('notice_desk_report_early');
		const [before] = await tx
			.select({ published: noticeReport.published })
			.from(noticeReport)
			.where(eq(noticeReport.noticeId, notice.id));
		if (before?.published) throw conflict('notice_desk_report_stands');
		const { what, impact, cause, change } = input.texts;
		const kept = {
			what: keptText(what) ?? {},
			impact: keptText(impact) ?? {},
			cause: keptText(cause) ?? {},
			change: keptText(change) ?? {}
		};
		if (!kept.what.et) throw invalid({ 'what.et': ['errors_required'] });
		const values = { ...kept, writtenById: actorPersonId(actor), updatedAt: at };
		await tx
			.insert(noticeReport)
			.values({ noticeId: notice.id, ...values })
			.onConflictDoUpdate({ target: noticeReport.noticeId, set: values });
		// Whoever publishes has seen this one.
		await notice.moved({}, at);
		await recordAudit(tx, {
			actor,
			action: 'notice.report_saved',
			noun: 'notice',
			recordId: notice.id,
			after: kept,
			at
		});
	});
}
