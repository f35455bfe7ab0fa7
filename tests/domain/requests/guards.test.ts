import { and, count, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#lib/server/db/new-id.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { assignRequest, takeRequest } from '#lib/server/requests/assign-request.ts';
import { changeService } from '#lib/server/requests/change-service.ts';
import { cancelRequest } from '#lib/server/requests/cancel-request.ts';
import { commentRequest } from '#lib/server/requests/comment-request.ts';
import { confirmRequest } from '#lib/server/requests/confirm-request.ts';
import { completeTask } from '#lib/server/requests/complete-task.ts';
import { decideApproval, decideMany } from '#lib/server/requests/decide-approval.ts';
import { fulfilRequest } from '#lib/server/requests/fulfil-request.ts';
import { confirmOldRequests, remindApprovers } from '#lib/server/requests/jobs.ts';
import { handOnFromLeavers } from '#lib/server/requests/hand-on-from-leavers.ts';
import { linkRequests, mergeRequests } from '#lib/server/requests/link-requests.ts';
import { movePromise } from '#lib/server/requests/move-promise.ts';
import { rejectRequest, returnRequest } from '#lib/server/requests/refuse-request.ts';
import { resubmitRequest } from '#lib/server/requests/resubmit-request.ts';
import { submitRequest } from '#lib/server/requests/submit-request.ts';
import {
	approvalStage,
	requestAnswers,
	requestComment,
	serviceRequest
} from '#lib/server/requests/tables.ts';
import { outboxMessage } from '#lib/server/notifications/tables.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { actorOf } from '#tests/support/town.ts';
import { townWithDesk, type TownWithDesk } from './desk.ts';

let base: TestDatabase;
let desk: TownWithDesk;
beforeAll(async () => {
	base = await testDatabase({ max: 12 });
	desk = await townWithDesk(base.db);
});
afterAll(() => base.close());

const rowOf = async (number: number) => {
	const [row] = await base.db
		.select()
		.from(serviceRequest)
		.where(eq(serviceRequest.number, number));
	if (!row) throw new Error(`no request ${number}`);
	return row;
};
const openStage = async (number: number) => {
	const { id } = await rowOf(number);
	const [stage] = await base.db
		.select()
		.from(approvalStage)
		.where(and(eq(approvalStage.requestId, id), eq(approvalStage.state, 'open')));
	return stage?.id ?? '';
};
const decide = (
	number: number,
	who: keyof TownWithDesk['actors'],
	decision: 'approved' | 'rejected' | 'returned' = 'approved',
	reason?: string
) =>
	openStage(number).then((stageId) =>
		decideApproval(base.db, desk.actors[who], { number, stageId, decision, reason }, desk.clock)
	);

describe('asking', () => {
	it('makes one request of a form sent twice, also at the same moment', async () => {
		const key = newId();
		const numbers = await Promise.all([
			desk.reportFault(desk.actors.employee, key),
			desk.reportFault(desk.actors.employee, key),
			desk.reportFault(desk.actors.employee, key)
		]);
		expect(new Set(numbers).size).toBe(1);
		const [{ n } = { n: 0 }] = await base.db
			.select({ n: count() })
			.from(serviceRequest)
			.where(eq(serviceRequest.submissionKey, key));
		expect(n).toBe(1);
	});

	it('makes one request for each of several people, linked together', async () => {
		const { actors, clock, right } = desk;
		const ids = [actors.employee.personId, actors.colleague.personId];
		const key = newId();
		const ask = () =>
			submitRequest(
				base.db,
				actors.manager,
				{
					slug: 'access',
					beneficiaryIds: ids,
					values: { right, why: 'uus töö' },
					submissionKey: key
				},
				clock
			);
		const first = await ask();
		expect(first.requests).toHaveLength(2);
		expect(await ask()).toEqual({ ...first, already: true });
	});

	it('says every problem at its field', async () => {
		const { actors, clock } = desk;
		await expect(
			submitRequest(
				base.db,
				actors.employee,
				{
					slug: 'access',
					beneficiaryIds: [actors.employee.personId],
					values: { right: { system: newId(), role: newId() } },
					submissionKey: newId()
				},
				clock
			)
		).rejects.toMatchObject({
			code: 'Invalid',
			issues: { right: [expect.any(String)], why: [expect.any(String)] }
		});
	});

	it('refuses a fault report for a colleague where the service is for oneself', async () => {
		const { actors, clock } = desk;
		await expect(
			submitRequest(
				base.db,
				actors.employee,
				{
					slug: 'fault',
					beneficiaryIds: [actors.colleague.personId],
					values: { what: 'katki' },
					submissionKey: newId()
				},
				clock
			)
		).rejects.toMatchObject({ issues: { beneficiary: ['errors_beneficiary_refused'] } });
	});
});

describe('approving', () => {
	it('never asks the one who asked: their own manager decides instead', async () => {
		const { actors } = desk;
		const number = await desk.askRight(actors.manager, [actors.employee.personId]);
		expect((await rowOf(number)).heldByName).toBe('Mai Mayor');
		await expect(decide(number, 'manager')).rejects.toMatchObject({ code: 'Forbidden' });
	});

	it('refuses the one who asked also as a deputy of the approver', async () => {
		const { actors, clock } = desk;
		const number = await desk.askRight();
		const deputy = { ...actors.employee, deputyFor: [actors.manager.personId] };
		const stageId = await openStage(number);
		await expect(
			decideApproval(base.db, deputy, { number, stageId, decision: 'approved' }, clock)
		).rejects.toMatchObject({ messageKey: 'errors_own_request' });
	});

	it('lets a deputy decide and remembers for whom', async () => {
		const { actors, clock } = desk;
		const number = await desk.askRight();
		const deputy = { ...actors.colleague, deputyFor: [actors.manager.personId] };
		const stageId = await openStage(number);
		await decideApproval(base.db, deputy, { number, stageId, decision: 'approved' }, clock);
		expect((await rowOf(number)).heldByName).toBe('Andres Lepp');
	});

	it('counts one decision when two decide at once; the second is told', async () => {
		const number = await desk.askRight();
		const results = await Promise.allSettled([
			decide(number, 'manager'),
			decide(number, 'manager')
		]);
		expect(results.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
		const refused = results.find((one) => one.status === 'rejected');
		expect(refused).toMatchObject({ reason: { code: 'Conflict' } });
	});

	it('hides a request from somebody who has no part in it', async () => {
		const number = await desk.askRight();
		await expect(decide(number, 'colleague')).rejects.toMatchObject({ code: 'NotFound' });
	});

	it('asks for a reason unless it approves', async () => {
		const number = await desk.askRight();
		await expect(decide(number, 'manager', 'rejected')).rejects.toMatchObject({
			issues: { reason: ['errors_reason_needed'] }
		});
		await decide(number, 'manager', 'rejected', 'Pole vaja');
		expect(await rowOf(number)).toMatchObject({ status: 'rejected', holder: 'nobody' });
	});

	it('returns for changes, keeps the earlier answers, and starts the stages again', async () => {
		const { actors, clock, right } = desk;
		const number = await desk.askRight();
		await decide(number, 'manager', 'returned', 'Täpsusta');
		expect(await rowOf(number)).toMatchObject({ status: 'returned', holder: 'requester' });
		await resubmitRequest(
			base.db,
			actors.employee,
			{ number, values: { right, why: 'kontrollin aadressi' } },
			clock
		);
		const row = await rowOf(number);
		expect(row).toMatchObject({ status: 'awaiting_approval', answersVersion: 2 });
		const earlier = await base.db
			.select()
			.from(requestAnswers)
			.where(eq(requestAnswers.requestId, row.id));
		expect(earlier.map((one) => one.answers.why)).toEqual(['kontrollin lapse elukohta']);
		await decide(number, 'manager');
		await decide(number, 'owner');
		expect((await rowOf(number)).status).toBe('queued');
	});

	it('decides many at once, each by itself', async () => {
		const good = await desk.askRight();
		const gone = await desk.askRight();
		const stages = [
			{ number: good, stageId: await openStage(good) },
			{ number: gone, stageId: await openStage(gone) }
		];
		await cancelRequest(base.db, desk.actors.employee, { number: gone }, desk.clock);
		const results = await decideMany(
			base.db,
			desk.actors.manager,
			{ items: stages, decision: 'approved' },
			desk.clock
		);
		expect(results.map((one) => one.problem?.code)).toEqual([undefined, 'Conflict']);
	});

	it('asks somebody else when the approver has left', async () => {
		const { clock, actors } = desk;
		const leaver = await desk.addPerson('Lea Lahkuja', { managerId: actors.mayor.personId });
		const newcomer = actorOf(await desk.addPerson('Uno Uus', { managerId: leaver.id }));
		const number = await desk.askRight(newcomer, [newcomer.personId]);
		expect((await rowOf(number)).heldByName).toBe('Lea Lahkuja');
		await base.sql`update person set status = 'left' where id = ${leaver.id}`;
		await handOnFromLeavers({ db: base.db, clock }, {});
		expect((await rowOf(number)).heldByName).toBe('Mai Mayor');
		await decide(number, 'mayor');
		expect((await rowOf(number)).heldByName).toBe('Andres Lepp');
	});

	it('reminds the approver once a working day', async () => {
		const number = await desk.askRight();
		const clock = fixedClock('2026-11-26T09:00:00Z');
		const reminders = async () => {
			const rows = await base.db
				.select()
				.from(outboxMessage)
				.where(eq(outboxMessage.kind, 'request.approval_reminder'));
			return rows.filter((row) => row.subject.includes(`IT-${number}`)).length;
		};
		await remindApprovers({ db: base.db, clock }, {});
		await remindApprovers({ db: base.db, clock }, {});
		expect(await reminders()).toBe(1);
	});
});

describe('the desk', () => {
	it('gives a request to the first who takes it and tells the second who was first', async () => {
		const { actors, clock } = desk;
		const number = await desk.reportFault();
		const results = await Promise.allSettled([
			takeRequest(base.db, actors.agent, { number }, clock),
			takeRequest(base.db, actors.other, { number }, clock)
		]);
		expect(results.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
		const { assigneeId } = await rowOf(number);
		expect([actors.agent.personId, actors.other.personId]).toContain(assigneeId);
	});

	it('refuses a step from a page that is older than the request', async () => {
		const { actors, clock } = desk;
		const number = await desk.reportFault();
		const { revision } = await rowOf(number);
		await takeRequest(base.db, actors.agent, { number }, clock);
		await expect(
			rejectRequest(base.db, actors.other, { number, reason: 'ei', revision }, clock)
		).rejects.toMatchObject({ code: 'Conflict', details: { by: 'Rasmus Kivi' } });
	});

	it('takes a request over from a colleague only from a page that showed who had it', async () => {
		const { actors, clock } = desk;
		const number = await desk.reportFault();
		const seen = (await rowOf(number)).revision;
		await takeRequest(base.db, actors.agent, { number }, clock);
		const take = (revision?: number) =>
			takeRequest(base.db, actors.other, { number, ...(revision && { revision }) }, clock);
		await expect(take()).rejects.toMatchObject({ code: 'Conflict' });
		await expect(take(seen)).rejects.toMatchObject({ code: 'Conflict' });
		await take((await rowOf(number)).revision);
		const { id, assigneeId } = await rowOf(number);
		expect(assigneeId).toBe(actors.other.personId);
		const told = await base.sql`
			select params ->> 'hands' as hands from bell_entry
			where person_id = ${actors.agent.personId} and record_id = ${id}
				and kind = 'request.taken_over'`;
		expect(told).toMatchObject([{ hands: 'Anne Pärn' }]);
	});

	it('keeps an agent of one unit away from requests of another', async () => {
		const { actors, clock, kindergarten } = desk;
		const number = await desk.reportFault();
		const limited = {
			...actors.agent,
			roles: [{ role: 'agent' as const, unitIds: [kindergarten.id] }]
		};
		await expect(takeRequest(base.db, limited, { number }, clock)).rejects.toMatchObject({
			code: 'NotFound'
		});
	});

	it('gives work only to agents', async () => {
		const { actors, clock } = desk;
		const number = await desk.reportFault();
		await expect(
			assignRequest(base.db, actors.agent, { number, assigneeId: actors.employee.personId }, clock)
		).rejects.toMatchObject({ issues: { assignee: ['errors_not_agent'] } });
	});

	it('keeps internal notes to itself', async () => {
		const { actors, clock } = desk;
		const number = await desk.reportFault();
		await commentRequest(
			base.db,
			actors.agent,
			{ number, body: 'salajane', internal: true },
			clock
		);
		await expect(
			commentRequest(base.db, actors.employee, { number, body: 'x', internal: true }, clock)
		).rejects.toMatchObject({ code: 'Forbidden' });
		const found = await base.sql`select 1 from service_request
			where number = ${number} and search @@ plainto_tsquery('simple', 'salajane')`;
		expect(found).toHaveLength(0);
	});

	it('promises another day with the reason; a weekend means the working day after', async () => {
		const { actors, clock } = desk;
		const number = await desk.reportFault();
		await movePromise(
			base.db,
			actors.agent,
			{ number, day: '2026-11-28', why: 'Varuosa tuleb' },
			clock
		);
		expect((await rowOf(number)).promisedAt.toISOString()).toBe('2026-11-30T15:00:00.000Z');
	});

	it('sends back for changes and takes again what nobody has to approve', async () => {
		const { actors, clock } = desk;
		const number = await desk.reportFault();
		await returnRequest(base.db, actors.agent, { number, reason: 'Mis printer?' }, clock);
		await resubmitRequest(
			base.db,
			actors.employee,
			{ number, values: { what: 'HP printer' } },
			clock
		);
		expect((await rowOf(number)).status).toBe('queued');
	});

	it('changes the service without going around its approvals, and keeps what was written', async () => {
		const { actors, clock } = desk;
		const number = await desk.reportFault();
		await changeService(base.db, actors.agent, { number, slug: 'access' }, clock);
		const row = await rowOf(number);
		expect(row).toMatchObject({ status: 'awaiting_approval', heldByName: 'Katrin Saar' });
		const notes = await base.db
			.select()
			.from(requestComment)
			.where(eq(requestComment.requestId, row.id));
		expect(notes).toMatchObject([{ internal: true, body: 'Rike\nMis juhtus: Printer ei prindi' }]);
	});

	it('merges a duplicate into another and links two that belong together', async () => {
		const { actors, clock } = desk;
		const [first, second, third] = [
			await desk.reportFault(),
			await desk.reportFault(),
			await desk.reportFault()
		];
		await linkRequests(base.db, actors.agent, { number: first, otherNumber: second }, clock);
		await mergeRequests(base.db, actors.agent, { number: third, intoNumber: first }, clock);
		expect(await rowOf(third)).toMatchObject({
			status: 'cancelled',
			mergedIntoId: (await rowOf(first)).id
		});
	});
});

describe('confirming', () => {
	it('takes a rating of one to five only', async () => {
		const { actors, clock } = desk;
		const number = await desk.reportFault();
		await expect(
			confirmRequest(base.db, actors.employee, { number, rating: 6 }, clock)
		).rejects.toMatchObject({ issues: { rating: ['errors_choose'] } });
	});

	it('is for those whose request it is, not for the desk', async () => {
		const { actors, clock } = desk;
		const number = await desk.reportFault();
		await completeTask(base.db, actors.agent, { number, taskKey: 'fix' }, clock);
		await fulfilRequest(base.db, actors.agent, { number }, clock);
		await expect(confirmRequest(base.db, actors.agent, { number }, clock)).rejects.toMatchObject({
			code: 'Forbidden'
		});
	});

	it('happens by itself after ten working days, not a day before', async () => {
		const { actors, clock } = desk;
		const number = await desk.reportFault();
		await completeTask(base.db, actors.agent, { number, taskKey: 'fix' }, clock);
		await fulfilRequest(base.db, actors.agent, { number }, clock);
		await confirmOldRequests({ db: base.db, clock: fixedClock('2026-12-08T10:00:00Z') }, {});
		expect((await rowOf(number)).status).toBe('fulfilled');
		await confirmOldRequests({ db: base.db, clock: fixedClock('2026-12-08T15:00:01Z') }, {});
		expect(await rowOf(number)).toMatchObject({ status: 'confirmed', rating: null });
	});
});
