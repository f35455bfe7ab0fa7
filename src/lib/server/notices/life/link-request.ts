import { eq } from 'drizzle-orm';
import { DomainError, invalid } from '#lib/errors.ts';
import { actorPersonId, type Actor } from '#lib/people/actor.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db } from '#lib/server/db/client.ts';
import { getRequestPage } from '#lib/server/requests/queries/request-page.ts';
import { serviceRequest } from '#lib/server/requests/tables.ts';
import { noticeRequest } from '../tables.ts';
import { lockNotice } from './locked-notice.ts';
import { mustEditNotices } from './reach.ts';

/**
 * Notes that a request follows from a notice: what is done so that it does not happen again. For who may edit notices
 * and see the request; one that is linked already stays as it is. Recorded as `notice.request_linked`. Throws NotFound,
 * Forbidden, Invalid (`requestNumber`).
 */
export async function linkRequest(
	db: Db,
	actor: Actor,
	input: { number: number; requestNumber: number },
	clock: Clock = systemClock
): Promise<void> {
	const at = clock.now();
	const requestId = await visibleRequest(db, actor, input.requestNumber, at);
	if (!requestId) throw invalid({ requestNumber: ['notice_desk_no_request'] });
	return withTransaction(db, async (tx) => {
		mustEditNotices(actor);
		const notice = await lockNotice(tx, input.number);
		const linked = await tx
			.insert(noticeRequest)
			.values({
				noticeId: notice.id,
				requestId,
				requestNumber: input.requestNumber,
				role: 'follow_up',
				linkedById: actorPersonId(actor),
				linkedAt: at
			})
			.onConflictDoNothing()
			.returning({ requestId: noticeRequest.requestId });
		if (linked.length === 0) return;
		await recordAudit(tx, {
			actor,
			action: 'notice.request_linked',
			noun: 'notice',
			recordId: notice.id,
			after: { request: input.requestNumber },
			at
		});
	});
}

/** A request that this person may see; undefined when there is none. */
async function visibleRequest(db: Db, actor: Actor, number: number, at: Date) {
	try {
		await getRequestPage(db, actor, number, at);
	} catch (problem) {
		if (problem instanceof DomainError && problem.code === 'NotFound') return undefined;
		throw problem;
	}
	const [row] = await db
		.select({ id: serviceRequest.id })
		.from(serviceRequest)
		.where(eq(serviceRequest.number, number));
	return row?.id;
}
