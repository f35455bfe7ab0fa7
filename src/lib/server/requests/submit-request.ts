import { and, eq, inArray, sql } from 'drizzle-orm';
import type { RawAnswers } from '#lib/catalogue/answer-value.ts';
import { promise } from '#lib/working-time/promise.ts';
import type { Actor } from '#lib/people/actor.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import {
	getServiceForAsking,
	type ServiceForAsking
} from '#lib/server/catalogue/get-service-for-asking.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db, type Tx } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { listPersonFacts, type PersonFacts } from '#lib/server/people/person-facts.ts';
import { invalid } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import { announceChange } from './announce-change.ts';
import { adoptFiles } from './adopt-files.ts';
import { checkAnswers, type CheckedForm } from './check-answers.ts';
import type { LockedRequest } from './locked-request.ts';
import { checkBeneficiaries } from './may-ask-for.ts';
import { openNextStage } from './open-stage.ts';
import { recordEvent } from './record-event.ts';
import { calendarOf } from './request-calendar.ts';
import { tell } from './tell.ts';
import { submissionKeys } from './submission-keys.ts';
import { describeRequest, stagesFor } from './plan-request.ts';
import { planStages } from './plan-stages.ts';
import { stagesOfListeners, tellSent } from './request-listeners.ts';
import { requestDraft, requestLink, serviceRequest } from './tables.ts';

export type SubmitRequestInput = {
	/** Slug of the service. */
	slug: string;
	/** For whom; one request each. */
	beneficiaryIds: string[];
	/** The form as typed, not yet checked. */
	values: RawAnswers;
	/** Made by the browser's form: the same form sent twice is one request. */
	submissionKey: string;
};

export type Submitted = { requests: { id: string; number: number }[]; already: boolean };

const MOST_BENEFICIARIES = 50;

/**
 * Files a request, one for each person it is for, on the service's present version: first approval stage opened,
 * or straight to the desk where nobody has to agree. Everybody who sees the service may, for those the service
 * allows. Recorded as `request.submitted`; approvers or the desk are told. The same submission key again returns
 * what it made the first time. Throws NotFound (service hidden or gone), Invalid with every problem at its field.
 */
export async function submitRequest(
	db: Db,
	actor: Actor,
	input: SubmitRequestInput,
	clock: Clock = systemClock
): Promise<Submitted> {
	if (!isId(input.submissionKey)) throw invalid({ form: ['errors_invalid'] });
	const at = clock.now();
	const ids = [...new Set(input.beneficiaryIds)].filter(isId);
	const keys = submissionKeys(input.submissionKey, Math.max(1, ids.length));
	const before = await findSubmitted(db, keys, actor);
	if (before) return before;
	const service = await getServiceForAsking(db, actor, input.slug);
	const people = ids.length > MOST_BENEFICIARIES ? [] : await listPersonFacts(db, ids);
	checkBeneficiaries(actor, service.definition.forWhom, people);
	const form = await checkAnswers(db, actor, service.definition, input.values, {
		beneficiaryIds: ids,
		now: at
	});
	return withTransaction(db, async (tx) => {
		const requests: LockedRequest[] = [];
		for (const [n, beneficiary] of people.entries()) {
			const request = await fileOne(
				tx,
				actor,
				{ service, form, beneficiary, key: keys[n] ?? '' },
				at
			);
			if (!request) break;
			requests.push(request);
		}
		if (requests.length < people.length) {
			const made = await findSubmitted(tx, keys, actor);
			if (made) return made;
			throw invalid({ form: ['errors_invalid'] });
		}
		for (const request of requests)
			await tell(
				tx,
				request,
				actor,
				{
					kind: 'request.submitted',
					to: [request.beneficiaryId],
					params: { promised: request.promisedAt.toISOString() }
				},
				at
			);
		await linkSiblings(tx, actor, requests, at);
		await dropDraft(tx, actor, service.id);
		for (const request of requests) {
			await recordAudit(tx, {
				actor,
				action: 'request.submitted',
				noun: 'request',
				recordId: request.id,
				after: {
					number: request.number,
					service: input.slug,
					beneficiary: request.beneficiary.name,
					answers: request.answers
				},
				at
			});
		}
		return { requests: requests.map(({ id, number }) => ({ id, number })), already: false };
	});
}

async function findSubmitted(db: Db | Tx, keys: string[], actor: Actor) {
	const rows = await db
		.select({ id: serviceRequest.id, number: serviceRequest.number })
		.from(serviceRequest)
		.where(
			and(
				inArray(serviceRequest.submissionKey, keys),
				eq(serviceRequest.requesterId, actor.personId)
			)
		)
		.orderBy(serviceRequest.number);
	return rows.length > 0 ? { requests: rows, already: true } : undefined;
}

type OneFiling = {
	service: ServiceForAsking;
	form: CheckedForm;
	beneficiary: PersonFacts;
	key: string;
};

async function fileOne(
	tx: Tx,
	actor: Actor,
	{ service, form, beneficiary, key }: OneFiling,
	at: Date
): Promise<LockedRequest | undefined> {
	const { definition } = service;
	const stages = [
		...stagesFor(definition, form.answers),
		...(await stagesOfListeners(tx, definition, form.answers))
	];
	const { dueAt } = promise({
		submittedAt: at,
		stages,
		fulfilDays: definition.workingDays,
		pauses: [],
		calendar: await calendarOf(tx, beneficiary.hours)
	});
	const number = await nextNumber(tx);
	const described = describeRequest(definition, form.answers, {
		number,
		people: [actor.name, beneficiary.name],
		labels: form.labels,
		locale: actor.locale
	});
	const [record] = await tx
		.insert(serviceRequest)
		.values({
			id: newId(),
			number,
			serviceId: service.id,
			serviceVersionId: service.versionId,
			kind: definition.kind,
			...described,
			status: stages.length > 0 ? 'awaiting_approval' : 'queued',
			requesterId: actor.personId,
			beneficiaryId: beneficiary.id,
			unitId: beneficiary.unitId,
			placeId: beneficiary.placeId,
			answers: form.answers,
			submittedAt: at,
			promisedAt: dueAt,
			firstPromisedAt: dueAt,
			promiseBaseAt: dueAt,
			promiseBaseSince: at,
			fulfilDays: definition.workingDays,
			team: definition.team,
			holder: 'desk',
			heldSince: at,
			submissionKey: key,
			lastEventAt: at
		})
		.onConflictDoNothing({ target: serviceRequest.submissionKey })
		.returning();
	if (!record) return undefined;
	await adoptFiles(tx, actor, record.id, form.fileIds, at);
	await Promise.all([
		recordEvent(tx, record.id, actor, { kind: 'submitted' }, at),
		announceChange(tx, record)
	]);
	await tellSent(tx, record, definition, at);
	await planStages(tx, record.id, stages);
	const subject = {
		unitId: record.unitId,
		requesterId: record.requesterId,
		beneficiaryId: record.beneficiaryId,
		managerId: beneficiary.managerId,
		approverIds: []
	};
	return openNextStage(tx, { ...record, beneficiary, subject }, actor, at);
}

async function nextNumber(tx: Tx): Promise<number> {
	const [row] = await tx.execute<{ number: string }>(
		sql`select nextval('service_request_number') as number`
	);
	return Number(row?.number);
}

async function linkSiblings(tx: Tx, actor: Actor, requests: LockedRequest[], at: Date) {
	const [first, ...others] = requests;
	if (!first || others.length === 0) return;
	await tx.insert(requestLink).values(
		others.map((other) => ({
			requestId: first.id,
			otherId: other.id,
			kind: 'sibling' as const,
			createdById: actor.personId,
			createdAt: at
		}))
	);
}

async function dropDraft(tx: Tx, actor: Actor, serviceId: string) {
	await tx
		.delete(requestDraft)
		.where(and(eq(requestDraft.personId, actor.personId), eq(requestDraft.serviceId, serviceId)));
}
