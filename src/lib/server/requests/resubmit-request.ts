import type { RawAnswers } from '#lib/catalogue/answer-value.ts';
import { promise } from '#lib/working-time/promise.ts';
import type { Actor } from '#lib/people/actor.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { getServiceVersion } from '#lib/server/catalogue/get-service-version.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db } from '#lib/server/db/client.ts';
import { listPersonNames } from '#lib/server/people/list-names.ts';
import { adoptFiles } from './adopt-files.ts';
import { checkAnswers } from './check-answers.ts';
import { lockRequest, movedOn } from './locked-request.ts';
import { moveRequest } from './move-request.ts';
import { openNextStage } from './open-stage.ts';
import { calendarOf } from './request-calendar.ts';
import { describeRequest, stagesFor } from './plan-request.ts';
import { planStages } from './plan-stages.ts';
import { stagesOfListeners, tellSent } from './request-listeners.ts';
import { requestAnswers } from './tables.ts';

/**
 * Sends a returned request again with other answers, on the form version it was filled on. Earlier answers are kept,
 * approvals start anew and so does the promise. For those whose request it is. Recorded as `request.resubmitted`.
 * Throws NotFound, Forbidden, Conflict (not returned any more), Invalid with problems at their fields.
 */
export async function resubmitRequest(
	db: Db,
	actor: Actor,
	input: { number: number; values: RawAnswers },
	clock: Clock = systemClock
): Promise<{ number: number }> {
	const at = clock.now();
	return withTransaction(db, async (tx) => {
		const request = await lockRequest(tx, actor, input.number, 'request.answer');
		if (request.status !== 'returned') throw await movedOn(tx, request);
		const { definition } = await getServiceVersion(tx, request.serviceVersionId);
		const form = await checkAnswers(tx, actor, definition, input.values, {
			beneficiaryIds: [request.beneficiaryId],
			requestId: request.id,
			now: at
		});
		await tx.insert(requestAnswers).values({
			requestId: request.id,
			version: request.answersVersion,
			answers: request.answers,
			savedById: actor.personId,
			savedAt: at
		});
		const stages = [
			...stagesFor(definition, form.answers),
			...(await stagesOfListeners(tx, definition, form.answers))
		];
		await planStages(tx, request.id, stages);
		await adoptFiles(tx, actor, request.id, form.fileIds, at);
		const { dueAt } = promise({
			submittedAt: at,
			stages,
			fulfilDays: request.fulfilDays,
			pauses: [],
			calendar: await calendarOf(tx, request.beneficiary.hours)
		});
		const names = await listPersonNames(tx, [request.requesterId, request.beneficiaryId]);
		const sent = await moveRequest(
			tx,
			request,
			actor,
			{
				move: 'resubmit',
				set: {
					...describeRequest(definition, form.answers, {
						number: request.number,
						people: [...names.values()],
						labels: form.labels,
						locale: actor.locale
					}),
					answers: form.answers,
					answersVersion: request.answersVersion + 1,
					promisedAt: dueAt,
					promiseBaseAt: dueAt,
					promiseBaseSince: at,
					promiseNote: null
				},
				event: { kind: 'resubmitted' }
			},
			at
		);
		await tellSent(tx, sent, definition, at);
		await openNextStage(tx, sent, actor, at);
		await recordAudit(tx, {
			actor,
			action: 'request.resubmitted',
			noun: 'request',
			recordId: request.id,
			before: { answers: request.answers },
			after: { answers: form.answers },
			at
		});
		return { number: request.number };
	});
}
