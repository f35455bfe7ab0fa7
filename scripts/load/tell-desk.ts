import { meets } from '#lib/catalogue/condition.ts';
import type { ServiceTask } from '#lib/catalogue/service-task.ts';
import { addWorkingDays } from '#lib/working-time/working-time.ts';
import { CONFIRM_WITHIN_WORKING_DAYS } from '#lib/requests/statuses.ts';
import type { Journey } from './journey.ts';
import type { LoadedPerson } from './model.ts';
import { tellEffect } from './tell-effects.ts';

/** How far the desk comes with a request. */
export type DeskEnd =
	| 'queued'
	| 'in_progress'
	| 'waiting_requester'
	| 'waiting_vendor'
	| 'cancelled'
	| 'fulfilled'
	| 'confirmed';

/** Tells what happens after the approvals, as far as `end` says and time has come. Tasks are written in any case. */
export function tellDesk(journey: Journey, end: DeskEnd, approver: LoadedPerson | null): void {
	const { row, asked } = journey;
	const late = promiseAfterApprovals(journey);
	const approved = row.status === 'awaiting_approval' ? ('approve_all' as const) : undefined;
	journey.move(approved, { holder: 'desk' }, late);
	journey.event('queued', null, { team: row.team });
	const tasks = asked.service.definition.tasks.filter(
		(task) => !task.when || meets(task.when, row.answers)
	);
	const done = workThrough(journey, end, tasks, approver);
	writeTasks(journey, tasks, done);
}

type DoneTask = { at: Date; by: LoadedPerson; result: Record<string, string> | null };

function promiseAfterApprovals({ row, at, calendar }: Journey) {
	const soonest = addWorkingDays(at, row.fulfilDays, calendar);
	if (soonest <= row.promisedAt) return {};
	return {
		promiseBaseAt: soonest,
		promiseBaseSince: at,
		promisedAt: soonest,
		promiseNote: 'approval_took_longer'
	};
}

function workThrough(
	journey: Journey,
	end: DeskEnd,
	tasks: readonly ServiceTask[],
	approver: LoadedPerson | null
): Map<string, DoneTask> {
	const done = new Map<string, DoneTask>();
	const { random } = journey.world;
	if (end === 'queued') return done;
	if (end === 'cancelled' && random.chance(60)) {
		if (journey.pass(30, 500)) cancel(journey);
		return done;
	}
	const agent = take(journey);
	if (!agent) return done;
	if (end === 'cancelled') {
		if (journey.pass(30, 300)) cancel(journey);
		return done;
	}
	if (random.chance(30)) journey.comment(agent, journey.says(agent, 'agent_hello'));
	if (random.chance(8)) journey.comment(agent, journey.says(agent, 'internal'), true);
	if (!waiting(journey, agent, end)) return done;
	for (const task of tasks) {
		if (!journey.pass(10, 240)) return done;
		if (end === 'in_progress' && done.size >= Math.floor(tasks.length / 2)) return done;
		const result = task.effect ? tellEffect(journey, task.effect, agent, approver) : null;
		done.set(task.key, { at: journey.at, by: agent, result });
		journey.move(undefined, undefined);
		journey.event('task_done', agent, { task: task.key });
		journey.audit('request.task_done', agent, {
			status: journey.row.status,
			task: task.key,
			result
		});
	}
	finish(journey, agent, end);
	return done;
}

function take(journey: Journey): LoadedPerson | undefined {
	const { world, row } = journey;
	if (!journey.pass(15, 600)) return undefined;
	const agent = world.random.pick(world.agents);
	journey.assignee = agent;
	const set = { assigneeId: agent.id };
	journey.move('take', { holder: 'agent', who: agent, name: agent.name }, set);
	journey.event('assigned', agent, { to: agent.name });
	const before = { status: 'queued' };
	journey.audit('request.assigned', agent, { status: row.status, assignee: agent.name }, before);
	return agent;
}

/** Questions to the requester and waits for a vendor; false when the story stands still in one. */
function waiting(journey: Journey, agent: LoadedPerson, end: DeskEnd): boolean {
	const { random } = journey.world;
	if (end === 'waiting_requester' || random.chance(12)) {
		if (!waitForAnswer(journey, agent, end === 'waiting_requester')) return false;
	}
	if (end === 'waiting_vendor' || random.chance(5)) {
		if (!waitForVendor(journey, agent, end === 'waiting_vendor')) return false;
	}
	return true;
}

function waitForAnswer(journey: Journey, agent: LoadedPerson, stays: boolean): boolean {
	const { requester } = journey.asked;
	if (!journey.pass(10, 200)) return false;
	const question = journey.says(agent, 'agent_ask');
	journey.move('wait_requester', { holder: 'requester', who: requester });
	journey.event('waiting_requester', agent);
	journey.comment(agent, question);
	journey.tell('request.waiting_requester', requester, agent, { params: { note: question } });
	journey.audit('request.waiting_requester', agent, { status: journey.row.status, question });
	if (stays || !journey.pass(60, 900)) {
		journey.pauseUntil(null);
		return false;
	}
	journey.comment(requester, journey.says(requester, 'answer'));
	journey.move('resume', { holder: 'agent', who: agent, name: agent.name });
	journey.event('resumed', requester);
	journey.tell('request.commented', agent, requester);
	journey.audit('request.commented', requester, { internal: false });
	return true;
}

function waitForVendor(journey: Journey, agent: LoadedPerson, stays: boolean): boolean {
	if (!journey.pass(10, 200)) return false;
	journey.move('wait_vendor', { holder: 'vendor' });
	journey.event('waiting_vendor', agent);
	const note = journey.says(agent, 'vendor');
	journey.comment(agent, note, true);
	journey.audit('request.waiting_vendor', agent, { status: journey.row.status, note });
	if (stays || !journey.pass(600, 2500)) {
		journey.pauseUntil(null);
		return false;
	}
	journey.move('resume', { holder: 'agent', who: agent, name: agent.name });
	journey.event('resumed', agent);
	journey.audit('request.resumed', agent, { status: journey.row.status });
	return true;
}

function finish(journey: Journey, agent: LoadedPerson, end: DeskEnd): void {
	const { random } = journey.world;
	if (!fulfil(journey, agent)) return;
	if (end === 'fulfilled') return;
	const { requester } = journey.asked;
	if (random.chance(2) && journey.pass(30, 900)) {
		const reason = journey.says(requester, 'reopen');
		const again = addWorkingDays(journey.at, 1, journey.calendar);
		const promised = again > journey.row.promisedAt ? again : journey.row.promisedAt;
		const set = { fulfilledAt: null, confirmsItselfAt: null, promiseNote: 'reopened' };
		const base = { promisedAt: promised, promiseBaseAt: promised, promiseBaseSince: journey.at };
		const hands = { holder: 'agent' as const, who: agent, name: agent.name };
		journey.move('reopen', hands, { ...set, ...base });
		journey.event('reopened', requester, { reason });
		journey.comment(requester, reason);
		journey.tell('request.reopened', agent, requester, { params: { note: reason } });
		journey.audit('request.reopened', requester, { status: journey.row.status, reason });
		if (!journey.pass(30, 700) || !fulfil(journey, agent)) return;
	}
	confirm(journey, agent);
}

function fulfil(journey: Journey, agent: LoadedPerson): boolean {
	const { requester } = journey.asked;
	if (!journey.pass(5, 200)) return false;
	const note = journey.world.random.chance(50) ? journey.says(agent, 'done') : '';
	const until = addWorkingDays(journey.at, CONFIRM_WITHIN_WORKING_DAYS, journey.calendar);
	const set = { fulfilledAt: journey.at, confirmsItselfAt: until };
	journey.move('fulfil', { holder: 'requester', who: requester }, set);
	journey.event('fulfilled', agent, { note });
	journey.comment(agent, note);
	journey.tell('request.fulfilled', requester, agent, { params: { note } });
	const before = { status: 'in_progress' };
	journey.audit('request.fulfilled', agent, { status: journey.row.status }, before);
	return true;
}

function confirm(journey: Journey, agent: LoadedPerson): void {
	const { random } = journey.world;
	const { requester } = journey.asked;
	const byItself = random.chance(35);
	const itself = journey.row.confirmsItselfAt;
	if (byItself && itself ? !journey.passTo(itself) : !journey.pass(20, 2000)) return;
	const rating = !byItself && random.chance(60) ? random.pick([5, 5, 5, 4, 4, 3, 2]) : null;
	const comment = rating === null ? '' : journey.says(requester, 'thanks');
	journey.move(
		'confirm',
		{ holder: 'nobody' },
		{ closedAt: journey.at, confirmsItselfAt: null, rating, ratingComment: comment || null }
	);
	const before = { status: 'fulfilled' };
	if (byItself) journey.event('confirmed_itself', null);
	else journey.event('confirmed', requester, { rating: String(rating ?? '') });
	if (!byItself) journey.tell('request.confirmed', agent, requester, { params: { note: comment } });
	const after = { status: 'confirmed', rating, comment };
	journey.audit('request.confirmed', byItself ? null : requester, after, before);
}

function cancel(journey: Journey): void {
	const { requester } = journey.asked;
	const reason = journey.says(requester, 'cancel');
	const before = { status: journey.row.status };
	journey.move('cancel', { holder: 'nobody' }, { closedAt: journey.at });
	journey.event('cancelled', requester, { reason });
	journey.tell('request.cancelled', journey.assignee, requester, { params: { note: reason } });
	journey.audit('request.cancelled', requester, { status: 'cancelled', reason }, before);
}

function writeTasks(
	journey: Journey,
	tasks: readonly ServiceTask[],
	done: ReadonlyMap<string, DoneTask>
): void {
	const keys = new Set(tasks.map((task) => task.key));
	for (const [ordinal, task] of tasks.entries()) {
		const ticked = done.get(task.key);
		journey.rows.tasks.add({
			id: journey.world.makeId(journey.at),
			requestId: journey.row.id,
			ordinal,
			key: task.key,
			title: task.title,
			needs: task.needs.filter((key) => keys.has(key)),
			team: task.team ?? null,
			ownerId: null,
			dueOn: null,
			checklist: task.checklist.map((text) => ({ text, done: ticked !== undefined })),
			effect: task.effect ?? null,
			result: ticked?.result ?? null,
			doneAt: ticked?.at ?? null,
			doneById: ticked?.by.id ?? null
		});
	}
}
