import { and, eq } from 'drizzle-orm';
import { invalid } from '#lib/errors.ts';
import { DESK_STATUSES, isPaused } from '#lib/requests/statuses.ts';
import type { Actor } from '#lib/people/actor.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import type { Db, Tx } from '#lib/server/db/client.ts';
import { listAgentsFor } from '#lib/server/people/approvers.ts';
import { findPersonFacts } from '#lib/server/people/person-facts.ts';
import { movedOn, type LockedRequest } from './locked-request.ts';
import { mustBeAgentOf } from './must-be-agent.ts';
import { takeStep, type StepPlan, type StepResult } from './take-step.ts';
import { team } from './tables.ts';
import { optionalText } from './needed-text.ts';

type AssignInput = { number: number; assigneeId: string | null; revision?: number };

/**
 * Gives a request that is at the desk to an agent, or to nobody. A new one becomes "in progress" with it. For the
 * desk within its units. Recorded as `request.assigned`; the agent is told, and so is who had it before. Throws NotFound, Forbidden, Conflict
 * (not at the desk; a stale page), Invalid (not an agent of that unit).
 */
export async function assignRequest(
	db: Db,
	actor: Actor,
	input: AssignInput,
	clock: Clock = systemClock
): Promise<StepResult> {
	return takeStep(
		db,
		actor,
		input,
		{
			permission: 'request.fulfil',
			action: 'request.assigned',
			plan: (request, tx) => planAssignment(tx, request, input.assigneeId)
		},
		clock
	);
}

/**
 * Takes a request oneself. As `assignRequest`, but one that a colleague has is taken over only from a page that showed
 * so, which its `revision` proves; otherwise it was taken meanwhile and is refused.
 */
export async function takeRequest(
	db: Db,
	actor: Actor,
	input: { number: number; revision?: number },
	clock: Clock = systemClock
): Promise<StepResult> {
	return takeStep(
		db,
		actor,
		input,
		{
			permission: 'request.fulfil',
			action: 'request.assigned',
			plan: async (request, tx) => {
				const taken = request.assigneeId !== null && request.assigneeId !== actor.personId;
				if (taken && input.revision === undefined) throw await movedOn(tx, request);
				return planAssignment(tx, request, actor.personId);
			}
		},
		clock
	);
}

async function planAssignment(
	tx: Tx,
	request: LockedRequest,
	assigneeId: string | null
): Promise<StepPlan> {
	if (!DESK_STATUSES.includes(request.status)) throw await movedOn(tx, request);
	if (assigneeId === null) {
		return {
			hands: isPaused(request.status) ? undefined : { holder: 'desk' },
			set: { assigneeId: null },
			event: { kind: 'unassigned' },
			audit: { assignee: null }
		};
	}
	await mustBeAgentOf(tx, request.unitId, assigneeId, 'assignee');
	const agent = await findPersonFacts(tx, assigneeId);
	const name = agent?.name ?? '';
	return {
		move: request.status === 'queued' ? 'take' : undefined,
		hands: isPaused(request.status)
			? undefined
			: { holder: 'agent', heldById: assigneeId, heldByName: name },
		set: { assigneeId },
		event: { kind: 'assigned', data: { to: name } },
		news: [
			{ kind: 'request.assigned', to: [assigneeId] },
			{ kind: 'request.taken_over', to: [previousOf(request, assigneeId)], params: { hands: name } }
		],
		audit: { assignee: name }
	};
}

/** Who had it until now, when that is somebody else: two people must not go on with the same work. */
const previousOf = (request: LockedRequest, assigneeId: string) =>
	request.assigneeId === assigneeId ? null : request.assigneeId;

/**
 * Hands a request over to another team; nobody has it there until somebody takes it. For the desk. Recorded as
 * `request.handed_over`; the unit's agents are told. Throws NotFound, Forbidden, Conflict, Invalid (no such team).
 */
export async function handOverRequest(
	db: Db,
	actor: Actor,
	input: { number: number; team: string; note?: string; revision?: number },
	clock: Clock = systemClock
): Promise<StepResult> {
	const note = optionalText(input.note, 'note');
	return takeStep(
		db,
		actor,
		input,
		{
			permission: 'request.fulfil',
			action: 'request.handed_over',
			plan: async (request, tx) => {
				if (!DESK_STATUSES.includes(request.status)) throw await movedOn(tx, request);
				const [to] = await tx
					.select()
					.from(team)
					.where(and(eq(team.slug, input.team), eq(team.active, true)));
				if (!to) throw invalid({ team: ['errors_choose'] });
				return {
					hands: isPaused(request.status) ? undefined : { holder: 'desk' },
					set: { team: to.slug, assigneeId: null },
					event: { kind: 'handed_over', data: { team: to.slug, note } },
					news: [
						{
							kind: 'request.handed_over',
							to: await listAgentsFor(tx, request.unitId),
							href: `/admin/requests?open=${request.number}`,
							params: { note, team: to.name }
						}
					],
					audit: { team: to.slug, note }
				};
			}
		},
		clock
	);
}
