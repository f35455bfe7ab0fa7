import { meets } from '#lib/catalogue/condition.ts';
import type { ApprovalStage } from '#lib/catalogue/approval-stage.ts';
import { addWorkingDays } from '#lib/working-time/working-time.ts';
import { approversHands, needed } from '#lib/server/requests/open-stage.ts';
import { approversOf, type Approver } from './approvers.ts';
import type { Journey } from './journey.ts';
import type { LoadedPerson } from './model.ts';

/** How the approvals of a request go: they let it pass, or it stays with them, goes back or is refused. */
export type ApprovalEnd = 'pass' | 'stay' | 'returned' | 'rejected';

/** The stages that a service has for these answers. */
export const stagesFor = (asked: Journey['asked']): ApprovalStage[] =>
	asked.service.definition.approvals.filter(
		(stage) => !stage.when || meets(stage.when, asked.answers)
	);

const DECISIONS = { returned: 'return', rejected: 'reject' } as const;

/** Tells one round of approvals stage by stage. True when all agreed; otherwise the request stands where it is. */
export function tellApprovals(
	journey: Journey,
	stages: readonly ApprovalStage[],
	round: number,
	end: ApprovalEnd
): boolean {
	const stopAt =
		end === 'pass' ? stages.length : journey.world.random.between(0, stages.length - 1);
	for (const [ordinal, stage] of stages.entries()) {
		const opened = openStage(journey, stage);
		const isLast = ordinal === stopAt;
		if (isLast && end === 'stay') {
			writeStage(journey, opened, { round, ordinal, state: 'open' });
			planTheRest(journey, stages, round, ordinal + 1, 'pending');
			return false;
		}
		if (!journey.pass(20, 700)) {
			writeStage(journey, opened, { round, ordinal, state: 'open' });
			planTheRest(journey, stages, round, ordinal + 1, 'pending');
			return false;
		}
		if (isLast && (end === 'returned' || end === 'rejected')) {
			refuse(journey, opened, { round, ordinal, state: end });
			planTheRest(journey, stages, round, ordinal + 1, end === 'returned' ? 'skipped' : 'pending');
			return false;
		}
		approve(journey, opened, { round, ordinal, state: 'approved' });
	}
	return true;
}

type Opened = {
	id: string;
	stage: ApprovalStage;
	approvers: Approver[];
	need: number;
	openedAt: Date;
};
type Place = {
	round: number;
	ordinal: number;
	state: 'open' | 'approved' | 'returned' | 'rejected';
};

function openStage(journey: Journey, stage: ApprovalStage): Opened {
	const { world, asked, at, row } = journey;
	const approvers = approversOf(world, stage, { ...asked, answers: row.answers });
	const hands = approversHands(approvers.map(({ who }) => who));
	journey.move('open_approval', {
		holder: 'approvers',
		who: approvers[0]?.who,
		name: hands.heldByName
	});
	for (const { who } of approvers) {
		const about = { params: { beneficiary: asked.beneficiary.name }, href: '/approvals' };
		journey.tell('request.approval_needed', who, asked.requester, about);
	}
	const need = needed(String(stage.need), approvers.length);
	return { id: world.makeId(at), stage, approvers, need, openedAt: at };
}

function approve(journey: Journey, opened: Opened, place: Place): void {
	const deciders = opened.approvers.slice(0, opened.need);
	const reasons = new Map<LoadedPerson, string>();
	for (const { who } of deciders) {
		const reason = journey.says(who, 'approve');
		reasons.set(who, reason);
		journey.event('approved', who, reason ? { reason } : {});
		const { requester, beneficiary } = journey.asked;
		journey.tell('request.approved', requester, who);
		if (beneficiary !== requester) journey.tell('request.approved', beneficiary, who);
		auditDecision(journey, opened, who, 'approved', reason);
	}
	writeStage(journey, opened, place, reasons);
}

function refuse(
	journey: Journey,
	opened: Opened,
	place: Place & { state: 'returned' | 'rejected' }
): void {
	const { state } = place;
	const who = opened.approvers[0]?.who ?? journey.world.admin;
	const { requester } = journey.asked;
	const reason = journey.says(who, state === 'returned' ? 'give_back' : 'reject');
	auditDecision(journey, opened, who, state, reason);
	if (state === 'returned') journey.move('return', { holder: 'requester', who: requester });
	else journey.move(DECISIONS.rejected, { holder: 'nobody' }, { closedAt: journey.at });
	journey.event(state, who, { reason });
	journey.tell(`request.${state}`, requester, who, { params: { note: reason } });
	writeStage(journey, opened, place, new Map([[who, reason]]));
}

function auditDecision(
	journey: Journey,
	opened: Opened,
	who: LoadedPerson,
	decision: string,
	reason: string
): void {
	const { title } = opened.stage;
	const before = { status: journey.row.status };
	const after = { status: journey.row.status, stage: title, for: who.id, reason };
	journey.audit(`approval.${decision}`, who, after, before);
}

function writeStage(
	journey: Journey,
	{ id, stage, approvers, need, openedAt }: Opened,
	{ round, ordinal, state }: Place,
	reasons: ReadonlyMap<LoadedPerson, string> = new Map()
): void {
	const { rows, row, calendar, at, world } = journey;
	const isOpen = state === 'open';
	const reminder = addWorkingDays(openedAt, stage.remindAfterDays, calendar);
	rows.stages.add({
		...stageBasics(row.id, stage, round, ordinal),
		id,
		needed: need,
		state,
		openedAt,
		dueAt: addWorkingDays(openedAt, stage.days, calendar),
		// Whoever has kept it waiting was reminded every day, and is again on the next.
		remindAt: isOpen
			? reminder > world.now
				? reminder
				: addWorkingDays(world.now, 1, calendar)
			: null,
		closedAt: isOpen ? null : at,
		skippedBecause: null
	});
	for (const { who, because } of approvers) {
		const decided = reasons.has(who);
		rows.approvals.add({
			id: world.makeId(openedAt),
			stageId: id,
			requestId: row.id,
			approverId: who.id,
			because,
			decision: decided && state !== 'open' ? state : null,
			decidedById: decided ? who.id : null,
			reason: reasons.get(who) || null,
			decidedAt: decided ? at : null,
			pending: isOpen
		});
	}
}

function planTheRest(
	journey: Journey,
	stages: readonly ApprovalStage[],
	round: number,
	from: number,
	state: 'pending' | 'skipped'
): void {
	for (const [ordinal, stage] of stages.entries()) {
		if (ordinal < from) continue;
		const skipped = state === 'skipped';
		journey.rows.stages.add({
			...stageBasics(journey.row.id, stage, round, ordinal),
			id: journey.world.makeId(journey.at),
			needed: null,
			state,
			openedAt: null,
			dueAt: null,
			remindAt: null,
			closedAt: skipped ? journey.at : null,
			skippedBecause: skipped ? 'closed' : null
		});
	}
}

const stageBasics = (requestId: string, stage: ApprovalStage, round: number, ordinal: number) => ({
	requestId,
	round,
	ordinal,
	title: stage.title,
	rule: stage.rule,
	need: String(stage.need),
	workingDays: stage.days,
	remindAfterDays: stage.remindAfterDays
});
