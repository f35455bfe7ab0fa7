import type { Answers } from '#lib/catalogue/answer-value.ts';
import { answerRecords, renderAnswers } from '#lib/catalogue/render-answer.ts';
import { notFound } from '#lib/errors.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can, type RequestSubject } from '#lib/people/permissions.ts';
import type {
	RequestActs,
	RequestPageView,
	RequestPerson,
	StageView
} from '#lib/requests/request-page-view.ts';
import { isRequestersTurn } from '#lib/requests/request-turn.ts';
import { moveFrom } from '#lib/requests/request-moves.ts';
import { OPEN_STATUSES } from '#lib/requests/statuses.ts';
import type { Db } from '#lib/server/db/client.ts';
import { labelRecords } from '#lib/server/requests/record-labels.ts';
import { decidesFor } from './pending-approvals.ts';
import { findRequestHead, type RequestHead } from './request-head.ts';
import type { ActLink } from '#lib/server/equipment/acts/read-act.ts';
import { findRequestParts, type RequestParts } from './request-parts.ts';
import { findConflicts } from './role-conflicts.ts';
import { standingOf } from './standing-of.ts';
import { findTrainingFirst } from './training-first.ts';

/**
 * One request with all that its page shows to this person, and what they may do with it now. Internal letters, files
 * and steps only for those who may read them. Throws NotFound when it does not exist or is not theirs to see: the two
 * look the same.
 */
export async function getRequestPage(
	db: Db,
	actor: Actor,
	number: number,
	now: Date
): Promise<RequestPageView & { made: ActLink[] }> {
	const [head, parts] = await Promise.all([
		findRequestHead(db, number),
		findRequestParts(db, number)
	]);
	const subject = head && subjectOf(head);
	if (!head || !subject || !can(actor, 'request.read', subject)) throw notFound();
	const { request } = head;
	const acts = actsOf(actor, head, subject, parts.stages);
	const mine = isParty(actor, head);
	const shown = <T extends { internal: boolean }>(rows: T[]) =>
		acts.readInternal ? rows : rows.filter((row) => !row.internal);
	const isOpen = OPEN_STATUSES.includes(request.status) && !request.fulfilledAt;
	// Whoever asked is not told here: it is for those who decide or give.
	const weighs = isOpen && (acts.decide !== null || acts.readInternal);
	const asking = { tasks: head.definition.tasks, ...request };
	const [answers, trainingFirst, [conflicts = []]] = await Promise.all([
		renderAll(db, actor, head, parts.earlier),
		findTrainingFirst(db, head, now),
		findConflicts(db, weighs ? [asking] : [], actor.locale)
	]);
	return {
		id: request.id,
		number: request.number,
		kind: request.kind,
		title: request.title,
		status: request.status,
		holder: request.holder,
		heldById: request.heldById,
		heldByName: request.heldByName ?? (request.holder === 'requester' ? head.requester.name : null),
		heldSince: request.heldSince,
		submittedAt: request.submittedAt,
		promisedAt: request.promisedAt,
		firstPromisedAt: request.firstPromisedAt,
		promiseNote: request.promiseNote,
		standing: standingOf(request, now),
		fulfilledAt: request.fulfilledAt,
		confirmsItselfAt: request.confirmsItselfAt,
		closedAt: request.closedAt,
		rating: request.rating,
		ratingComment: request.ratingComment,
		revision: request.revision,
		service: head.service,
		team: head.team,
		requester: head.requester,
		beneficiary: head.beneficiary,
		assignee: personOf(head.assignee),
		mergedInto: head.mergedInto,
		...answers,
		stages: parts.stages,
		events: shown(parts.events),
		comments: shown(parts.comments),
		files: shown(parts.files),
		// Papers about equipment are for whoever gets the things, for the desk and for auditors.
		made: head.request.beneficiaryId === actor.personId || acts.readInternal ? parts.made : [],
		links: parts.links
			.filter((link) => can(actor, 'request.read', link))
			.map(({ number, title, status, kind }) => ({ number, title, status, kind })),
		trainingFirst,
		conflicts,
		addsPerson: head.definition.tasks.some(({ effect }) => effect?.kind === 'add_person'),
		mine,
		waitsForYou: mine && isRequestersTurn(request.status),
		acts
	};
}

/** What permissions look at in a request that was read with its people. */
export function subjectOf(head: RequestHead): RequestSubject {
	const { unitId, requesterId, beneficiaryId } = head.request;
	return {
		unitId,
		requesterId,
		beneficiaryId,
		managerId: head.managerId,
		approverIds: head.approverIds
	};
}

const isParty = (actor: Actor, { request }: RequestHead) =>
	request.requesterId === actor.personId || request.beneficiaryId === actor.personId;

function actsOf(
	actor: Actor,
	head: RequestHead,
	subject: RequestSubject,
	stages: StageView[]
): RequestActs {
	const { status } = head.request;
	const answers = can(actor, 'request.answer', subject);
	return {
		comment: can(actor, 'request.comment', subject),
		readInternal: can(actor, 'request.read_internal', subject),
		answer: status === 'waiting_requester' && answers,
		correct: status === 'returned' && answers,
		confirm: status === 'fulfilled' && can(actor, 'request.confirm', subject),
		cancel: moveFrom(status, 'cancel') !== undefined && can(actor, 'request.cancel', subject),
		fulfil: can(actor, 'request.fulfil', subject),
		decide: status === 'awaiting_approval' && !isParty(actor, head) ? ownSay(actor, stages) : null
	};
}

function ownSay(actor: Actor, stages: StageView[]): RequestActs['decide'] {
	const open = stages.find((stage) => stage.state === 'open');
	const says = (open?.approvals ?? []).filter(
		(one) => one.pending && decidesFor(actor).includes(one.approverId)
	);
	const say = says.find((one) => one.approverId === actor.personId) ?? says[0];
	if (!open || !say) return null;
	return {
		stageId: open.id,
		asDeputyFor: say.approverId === actor.personId ? null : say.approverName
	};
}

const personOf = (
	row: { id: string; name: string; position: string; phone: string } | null
): RequestPerson | null => row && { ...row, unitName: null };

async function renderAll(
	db: Db,
	actor: Actor,
	{ request, definition }: RequestHead,
	earlier: RequestParts['earlier']
): Promise<Pick<RequestPageView, 'answers' | 'earlierAnswers'>> {
	const all: Answers[] = [request.answers, ...earlier.map((one) => one.answers)];
	const records = all.flatMap((answers) => answerRecords(definition.fields, answers));
	const labels = await labelRecords(db, records, actor.locale);
	const lines = (answers: Answers) =>
		renderAnswers(definition.fields, answers, { labels, locale: actor.locale });
	return {
		answers: lines(request.answers),
		earlierAnswers: earlier.map(({ version, savedAt, answers }) => ({
			version,
			savedAt,
			lines: lines(answers)
		}))
	};
}
