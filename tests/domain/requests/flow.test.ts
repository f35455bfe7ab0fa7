import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyAudit } from '#lib/server/audit/verify-audit.ts';
import { auditEntry } from '#lib/server/audit/tables.ts';
import { outboxMessage } from '#lib/server/notifications/tables.ts';
import { commentRequest } from '#lib/server/requests/comment-request.ts';
import { completeTask, tickChecklist } from '#lib/server/requests/complete-task.ts';
import { confirmRequest } from '#lib/server/requests/confirm-request.ts';
import { decideApproval } from '#lib/server/requests/decide-approval.ts';
import { fulfilRequest } from '#lib/server/requests/fulfil-request.ts';
import { reopenRequest } from '#lib/server/requests/reopen-request.ts';
import { approvalStage, requestPause, serviceRequest } from '#lib/server/requests/tables.ts';
import { resumeRequest, waitForRequester, waitForVendor } from '#lib/server/requests/wait-for.ts';
import { rightsOf } from '#tests/support/held.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { townWithDesk, type TownWithDesk } from './desk.ts';

let base: TestDatabase;
let desk: TownWithDesk;
beforeAll(async () => {
	base = await testDatabase();
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
	if (!stage) throw new Error('no open stage');
	return stage.id;
};

describe('a request from question to confirmed result', () => {
	it('goes through both approvals, gives the right with its paper trail, and is confirmed', async () => {
		const { actors, clock } = desk;
		const number = await desk.askRight();
		expect(await rowOf(number)).toMatchObject({
			status: 'awaiting_approval',
			title: 'Ligipääs: Rahvastikuregister (vaatan)',
			holder: 'approvers',
			heldByName: 'Katrin Saar'
		});
		await decideApproval(
			base.db,
			actors.manager,
			{ number, stageId: await openStage(number), decision: 'approved' },
			clock
		);
		expect((await rowOf(number)).heldByName).toBe('Andres Lepp');
		await decideApproval(
			base.db,
			actors.owner,
			{ number, stageId: await openStage(number), decision: 'approved' },
			clock
		);
		expect(await rowOf(number)).toMatchObject({ status: 'queued', holder: 'desk' });

		await expect(fulfilRequest(base.db, actors.agent, { number }, clock)).rejects.toMatchObject({
			code: 'Conflict',
			messageKey: 'errors_task_open'
		});
		await expect(
			completeTask(base.db, actors.agent, { number, taskKey: 'tell' }, clock)
		).rejects.toMatchObject({ messageKey: 'errors_task_locked' });
		await completeTask(base.db, actors.agent, { number, taskKey: 'grant' }, clock);
		expect(await rowOf(number)).toMatchObject({
			status: 'in_progress',
			assigneeId: actors.agent.personId
		});
		expect(await rightsOf(base.db, actors.employee.personId)).toMatchObject([
			{ requestNumber: number, approvedBy: 'Andres Lepp', grantedBy: 'Rasmus Kivi' }
		]);
		await expect(
			completeTask(base.db, actors.agent, { number, taskKey: 'tell' }, clock)
		).rejects.toMatchObject({ messageKey: 'errors_checklist_open' });
		await tickChecklist(
			base.db,
			actors.agent,
			{ number, taskKey: 'tell', index: 0, done: true },
			clock
		);
		await completeTask(base.db, actors.agent, { number, taskKey: 'tell' }, clock);
		await fulfilRequest(base.db, actors.agent, { number, note: 'Õigus on antud.' }, clock);
		expect(await rowOf(number)).toMatchObject({ status: 'fulfilled', holder: 'requester' });

		await confirmRequest(base.db, actors.employee, { number, rating: 5 }, clock);
		expect(await rowOf(number)).toMatchObject({ status: 'confirmed', rating: 5, holder: 'nobody' });

		const { id } = await rowOf(number);
		const audit = await base.db
			.select({ action: auditEntry.action, actor: auditEntry.actorName })
			.from(auditEntry)
			.where(and(eq(auditEntry.noun, 'request'), eq(auditEntry.recordId, id)))
			.orderBy(auditEntry.seq);
		expect(audit.map((row) => row.action)).toEqual([
			'request.submitted',
			'approval.approved',
			'approval.approved',
			'request.task_done',
			'request.checklist_ticked',
			'request.task_done',
			'request.fulfilled',
			'request.confirmed'
		]);
		const letters = await base.db
			.select({ kind: outboxMessage.kind, to: outboxMessage.personId })
			.from(outboxMessage);
		expect(letters).toContainEqual({
			kind: 'request.approval_needed',
			to: actors.manager.personId
		});
		expect(letters).toContainEqual({ kind: 'request.fulfilled', to: actors.employee.personId });
	});

	it('keeps the audit chain whole', async () => {
		expect(await verifyAudit(base.db, desk.actors.admin)).toMatchObject({ ok: true });
	});

	it('is reopened with a reason and at least one working day left', async () => {
		const { actors, clock } = desk;
		const number = await desk.reportFault();
		await completeTask(base.db, actors.agent, { number, taskKey: 'fix' }, clock);
		await fulfilRequest(base.db, actors.agent, { number }, clock);
		clock.set('2026-12-01T08:00:00Z');
		await reopenRequest(base.db, actors.employee, { number, reason: 'Viga on alles' }, clock);
		const row = await rowOf(number);
		expect(row).toMatchObject({ status: 'in_progress', heldByName: 'Rasmus Kivi' });
		expect(row.promisedAt.toISOString()).toBe('2026-12-02T15:00:00.000Z');
		await expect(
			reopenRequest(base.db, actors.employee, { number, reason: 'Veel kord' }, clock)
		).rejects.toMatchObject({ code: 'Conflict' });
		clock.set('2026-11-24T10:00:00Z');
	});
});

describe('the clock of a request', () => {
	it('stands still while it waits, and the promise moves by the working time waited', async () => {
		const { actors, clock } = desk;
		const number = await desk.reportFault();
		expect((await rowOf(number)).promisedAt.toISOString()).toBe('2026-11-25T15:00:00.000Z');
		await waitForRequester(base.db, actors.agent, { number, question: 'Mis printer?' }, clock);
		expect(await rowOf(number)).toMatchObject({ status: 'waiting_requester', holder: 'requester' });
		clock.set('2026-11-26T10:00:00Z');
		await commentRequest(base.db, actors.employee, { number, body: 'HP 400' }, clock);
		const row = await rowOf(number);
		expect(row).toMatchObject({ status: 'in_progress', pausedSince: null });
		expect(row.promisedAt.toISOString()).toBe('2026-11-27T15:00:00.000Z');
		clock.set('2026-11-24T10:00:00Z');
	});

	it('never has two pauses running, also from waiting for one to waiting for the other', async () => {
		const { actors, clock } = desk;
		const number = await desk.reportFault();
		await waitForRequester(base.db, actors.agent, { number, question: 'Mis?' }, clock);
		await waitForVendor(base.db, actors.agent, { number, note: 'Tellitud' }, clock);
		await resumeRequest(base.db, actors.agent, { number }, clock);
		const { id } = await rowOf(number);
		const pauses = await base.db.select().from(requestPause).where(eq(requestPause.requestId, id));
		expect(pauses.map((pause) => pause.until !== null)).toEqual([true, true]);
	});
});
