import { eq } from 'drizzle-orm';
import type { Answers } from '#lib/catalogue/answer-value.ts';
import { answerRecords, renderAnswers, type AnswerLine } from '#lib/catalogue/render-answer.ts';
import type { ServiceDefinition } from '#lib/catalogue/service-definition.ts';
import { conflict, invalid } from '#lib/errors.ts';
import { localize } from '#lib/i18n/localized.ts';
import { promiseAfterServiceChange } from '#lib/working-time/promise.ts';
import { systemActor, type Actor } from '#lib/people/actor.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { getServiceForAsking } from '#lib/server/catalogue/get-service-for-asking.ts';
import { getServiceVersion } from '#lib/server/catalogue/get-service-version.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db, type Tx } from '#lib/server/db/client.ts';
import { writeComment } from './comment-request.ts';
import { lockRequest, type LockedRequest } from './locked-request.ts';
import { moveRequest } from './move-request.ts';
import { openNextStage } from './open-stage.ts';
import { listPersonNames } from '#lib/server/people/list-names.ts';
import { describeRequest, stagesFor } from './plan-request.ts';
import { planStages } from './plan-stages.ts';
import { labelRecords } from './record-labels.ts';
import { calendarOf } from './request-calendar.ts';
import { requestAnswers, requestTask } from './tables.ts';
import { listTasks } from './tasks.ts';

/**
 * Moves a request that is at the desk to the service it should have been asked for. Answers that the new form has too
 * are kept, all earlier ones stay readable in an internal note; tasks are laid out anew, and where the new service
 * has approvals they are asked for first: changing the service never goes around them. The promise is counted anew
 * from the sending. For the desk. Recorded as `request.service_changed`. Throws NotFound, Forbidden, Conflict (not at
 * the desk; a task has changed a register already), Invalid (same service).
 */
export async function changeService(
	db: Db,
	actor: Actor,
	input: { number: number; slug: string; revision?: number },
	clock: Clock = systemClock
): Promise<{ number: number }> {
	const at = clock.now();
	return withTransaction(db, async (tx) => {
		const request = await lockRequest(tx, actor, input.number, 'request.fulfil', input.revision);
		const service = await getServiceForAsking(tx, systemActor, input.slug);
		if (service.id === request.serviceId) throw invalid({ service: ['errors_same_service'] });
		if ((await listTasks(tx, request.id)).some((task) => task.doneAt && task.effect))
			throw conflict('errors_service_too_late');
		const before = await getServiceVersion(tx, request.serviceVersionId);
		const note = await earlierAnswers(tx, actor, request, before.definition);
		const answers = sharedAnswers(request.answers, before.definition, service.definition);
		const stages = stagesFor(service.definition, answers);
		await tx.insert(requestAnswers).values({
			requestId: request.id,
			version: request.answersVersion,
			answers: request.answers,
			savedById: actor.personId,
			savedAt: at
		});
		await tx.delete(requestTask).where(eq(requestTask.requestId, request.id));
		await planStages(tx, request.id, stages);
		const { dueAt } = promiseAfterServiceChange({
			submittedAt: request.submittedAt,
			stages,
			fulfilDays: service.definition.workingDays,
			pauses: [],
			changedAt: at,
			calendar: await calendarOf(tx, request.beneficiary.hours)
		});
		const labels = await labelsOf(tx, actor, service.definition, answers);
		const names = await listPersonNames(tx, [request.requesterId, request.beneficiaryId]);
		const moved = await moveRequest(
			tx,
			request,
			actor,
			{
				move: 'change_service',
				set: {
					serviceId: service.id,
					serviceVersionId: service.versionId,
					kind: service.definition.kind,
					...describeRequest(service.definition, answers, {
						number: request.number,
						people: [...names.values()],
						labels,
						locale: actor.locale
					}),
					answers,
					answersVersion: request.answersVersion + 1,
					fulfilDays: service.definition.workingDays,
					team: service.definition.team,
					promisedAt: dueAt,
					promiseBaseAt: dueAt,
					promiseBaseSince: at
				},
				event: {
					kind: 'service_changed',
					data: {
						from: localize(before.definition.title, actor.locale),
						to: localize(service.definition.title, actor.locale)
					}
				}
			},
			at
		);
		await openNextStage(tx, moved, actor, at);
		if (note) await writeComment(tx, moved, actor, { body: note, internal: true }, at);
		await recordAudit(tx, {
			actor,
			action: 'request.service_changed',
			noun: 'request',
			recordId: request.id,
			before: { service: before.slug, answers: request.answers },
			after: { service: service.slug, answers },
			at
		});
		return { number: request.number };
	});
}

/** Answers whose field the new form has under the same key and of the same kind. */
function sharedAnswers(answers: Answers, from: ServiceDefinition, to: ServiceDefinition): Answers {
	const kinds = new Map(from.fields.map((field) => [field.key, field.kind]));
	const kept = to.fields.filter(
		(field) => kinds.get(field.key) === field.kind && Object.hasOwn(answers, field.key)
	);
	return Object.fromEntries(
		kept.flatMap(({ key }) => (answers[key] === undefined ? [] : [[key, answers[key]]]))
	);
}

const labelsOf = (tx: Tx, actor: Actor, definition: ServiceDefinition, answers: Answers) =>
	labelRecords(tx, answerRecords(definition.fields, answers), actor.locale);

async function earlierAnswers(
	tx: Tx,
	actor: Actor,
	request: LockedRequest,
	definition: ServiceDefinition
): Promise<string> {
	const labels = await labelsOf(tx, actor, definition, request.answers);
	const write = (lines: AnswerLine[]): string[] =>
		lines.flatMap((line) => [
			...(line.text ? [`${line.label}: ${line.text}`] : []),
			...(line.rows ?? []).flatMap((row) => write(row.lines))
		]);
	const title = localize(definition.title, actor.locale);
	const lines = renderAnswers(definition.fields, request.answers, { labels, locale: actor.locale });
	return [title, ...write(lines)].join('\n');
}
