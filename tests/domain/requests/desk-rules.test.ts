import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemActor } from '#lib/people/actor.ts';
import { parseListState } from '#lib/lists/list-state.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { attachment, serviceRequest } from '#lib/server/requests/tables.ts';
import {
	assignRequest,
	handOverRequest,
	takeRequest
} from '#lib/server/requests/assign-request.ts';
import { cancelRequest } from '#lib/server/requests/cancel-request.ts';
import { changeService } from '#lib/server/requests/change-service.ts';
import { commentRequest } from '#lib/server/requests/comment-request.ts';
import { completeTask, ownTask, undoTask } from '#lib/server/requests/complete-task.ts';
import { fulfilRequest } from '#lib/server/requests/fulfil-request.ts';
import { handOnFromLeavers } from '#lib/server/requests/hand-on-from-leavers.ts';
import { decideApproval } from '#lib/server/requests/decide-approval.ts';
import { mergeRequests } from '#lib/server/requests/link-requests.ts';
import { movePromise } from '#lib/server/requests/move-promise.ts';
import { checkBeneficiaries } from '#lib/server/requests/may-ask-for.ts';
import { queueRail } from '#lib/server/requests/queries/queue-rail.ts';
import { listQueue, queueShape } from '#lib/server/requests/queries/queue.ts';
import { storeAttachment } from '#lib/server/requests/store-attachment.ts';
import { resumeRequest, waitForRequester } from '#lib/server/requests/wait-for.ts';
import { publishService } from '#lib/server/catalogue/publish-service.ts';
import { saveSetting } from '#lib/server/settings/settings.ts';
import { submitRequest } from '#lib/server/requests/submit-request.ts';
import { saveSystem } from '#lib/server/systems/save-system.ts';
import { listPersonFacts } from '#lib/server/people/person-facts.ts';
import { actorOf, withRole } from '#tests/support/town.ts';
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

const queue = async (query: string, who = desk.actors.agent) => {
	const state = parseListState(queueShape, new URLSearchParams(query));
	const { rows } = await listQueue(base.db, who, state, desk.clock.now());
	return rows.map((row) => Number(row.id));
};

describe('work at the desk', () => {
	it('promises no day that is over', async () => {
		const number = await desk.reportFault();
		await expect(
			movePromise(
				base.db,
				desk.actors.agent,
				{ number, day: '2026-11-23', why: 'eile' },
				desk.clock
			)
		).rejects.toMatchObject({ issues: { day: ['errors_day_past'] } });
	});

	it('merges into no request that was cancelled', async () => {
		const { actors, clock } = desk;
		const [gone, number] = [await desk.reportFault(), await desk.reportFault()];
		await cancelRequest(base.db, actors.employee, { number: gone }, clock);
		await expect(
			mergeRequests(base.db, actors.agent, { number, intoNumber: gone }, clock)
		).rejects.toMatchObject({ messageKey: 'errors_merge_closed' });
	});

	it('neither unticks what changed a register nor changes the service after it', async () => {
		const { actors, clock } = desk;
		const number = await desk.askRight();
		await base.sql`update service_request set status = 'queued', holder = 'desk' where number = ${number}`;
		const { id } = await rowOf(number);
		await base.sql`insert into request_task (id, request_id, ordinal, key, title, checklist, effect, done_at)
			values (${newId()}, ${id}, 0, 'grant', '{"et":"a","ru":"a"}', '[]', '{"kind":"end_all_rights"}', now())`;
		await expect(
			undoTask(base.db, actors.agent, { number, taskKey: 'grant' }, clock)
		).rejects.toMatchObject({ messageKey: 'errors_task_has_effect' });
		await expect(
			changeService(base.db, actors.agent, { number, slug: 'fault' }, clock)
		).rejects.toMatchObject({ messageKey: 'errors_service_too_late' });
	});

	it('starts the clock again for the requester, not for anybody who writes', async () => {
		const { actors, clock } = desk;
		const number = await desk.reportFault();
		await waitForRequester(base.db, actors.agent, { number, question: 'Mis?' }, clock);
		await commentRequest(base.db, actors.other, { number, body: 'Mina ka ei tea' }, clock);
		expect((await rowOf(number)).status).toBe('waiting_requester');
	});

	it('gives tasks to agents of the unit only', async () => {
		const { actors, clock } = desk;
		const number = await desk.reportFault();
		const own = (ownerId: string) =>
			ownTask(base.db, actors.agent, { number, taskKey: 'fix', ownerId }, clock);
		for (const ownerId of [actors.employee.personId, newId()])
			await expect(own(ownerId)).rejects.toMatchObject({
				issues: { owner: ['errors_not_agent'] }
			});
		await own(actors.other.personId);
	});

	it('finds a moved request by its new title', async () => {
		const number = await desk.reportFault();
		await changeService(base.db, desk.actors.agent, { number, slug: 'access' }, desk.clock);
		expect(await queue('?q=ligip')).toContain(number);
	});

	it('confirms by itself after the days that are set', async () => {
		const { actors, clock } = desk;
		await saveSetting(base.db, systemActor, 'confirmDays', 3);
		const number = await desk.reportFault();
		await completeTask(base.db, actors.agent, { number, taskKey: 'fix' }, clock);
		await fulfilRequest(base.db, actors.agent, { number }, clock);
		expect((await rowOf(number)).confirmsItselfAt?.toISOString()).toBe('2026-11-27T15:00:00.000Z');
	});
});

describe('the queue', () => {
	it('shows what nobody has as unassigned, however it got there', async () => {
		const { actors, clock } = desk;
		const [handed, dropped, resumed] = [
			await desk.reportFault(),
			await desk.reportFault(),
			await desk.reportFault()
		];
		await takeRequest(base.db, actors.agent, { number: handed }, clock);
		await handOverRequest(base.db, actors.agent, { number: handed, team: 'it' }, clock);
		await takeRequest(base.db, actors.agent, { number: dropped }, clock);
		await assignRequest(base.db, actors.agent, { number: dropped, assigneeId: null }, clock);
		await waitForRequester(base.db, actors.agent, { number: resumed, question: 'Mis?' }, clock);
		await resumeRequest(base.db, actors.agent, { number: resumed }, clock);
		const unassigned = await queue('?view=unassigned');
		for (const number of [handed, dropped, resumed]) expect(unassigned).toContain(number);
		expect((await queueRail(base.db, actors.agent, clock.now())).counts.unassigned).toBe(
			unassigned.length
		);
	});

	it('shows an auditor of one unit that unit only', async () => {
		const { actors, office, kindergarten } = desk;
		const number = await desk.reportFault();
		const auditor = (unitId: string) => ({
			...actors.colleague,
			...withRole('auditor', [unitId])
		});
		expect(await queue('?view=all', auditor(kindergarten.id))).toEqual([]);
		expect(await queue('?view=all', auditor(office.id))).toContain(number);
	});

	it('is walked page by page without losing or repeating a row', async () => {
		const { actors, clock } = desk;
		for (let n = 0; n < 45; n++) await desk.reportFault();
		const all = new Set<number>();
		let query = '?view=open';
		for (let pages = 0; pages < 10 && query; pages++) {
			const state = parseListState(queueShape, new URLSearchParams(query));
			const page = await listQueue(base.db, actors.agent, state, clock.now());
			for (const row of page.rows) {
				expect(all.has(Number(row.id))).toBe(false);
				all.add(Number(row.id));
			}
			query = page.next ? `?view=open&after=${page.next}` : '';
		}
		const { counts: counted } = await queueRail(base.db, actors.agent, clock.now());
		expect(all.size).toBe(counted.open);
	});
});

describe('asking for others', () => {
	it('asks for one person where the service is for one', async () => {
		const { actors } = desk;
		const people = await listPersonFacts(base.db, [
			actors.employee.personId,
			actors.colleague.personId
		]);
		expect(() => checkBeneficiaries(actors.manager, ['self', 'colleague'], people)).toThrow();
	});

	it("takes nobody else's file", async () => {
		const { actors, clock } = desk;
		const file = new File(['plain words'], 'a.txt');
		const { id } = await storeAttachment(base.db, actors.colleague, { file }, clock);
		const number = await desk.reportFault();
		await commentRequest(base.db, actors.employee, { number, body: 'vaata', fileIds: [id] }, clock);
		const [row] = await base.db.select().from(attachment).where(eq(attachment.id, id));
		expect(row?.requestId).toBeNull();
	});
});

describe('a stage that needs everybody', () => {
	it('waits for all of them, and for those who remain when one leaves', async () => {
		const { actors, clock, right } = desk;
		const second = await desk.addPerson('Teine Omanik', { managerId: actors.mayor.personId });
		const system = await saveSystem(
			base.db,
			systemActor,
			{
				slug: 'second',
				kind: 'system',
				name: { et: 'Teine', ru: 'Второй' },
				description: { et: 'Teine', ru: 'Второй' },
				ownerId: second.id,
				contact: '',
				address: '',
				criticality: 2,
				active: true
			},
			clock
		);
		const words = { et: 'Kaks', ru: 'Два', en: 'Two' };
		await publishService(
			base.db,
			systemActor,
			{
				slug: 'both',
				note: '',
				basedOn: 0,
				definition: {
					title: words,
					summary: words,
					icon: 'key-round',
					category: 'access',
					gives: 'right',
					workingDays: 1,
					fields: [
						{
							kind: 'rows',
							key: 'rights',
							label: words,
							rowLabel: words,
							addLabel: words,
							fields: [{ kind: 'system_role', key: 'right', label: words }]
						}
					],
					approvals: [
						{
							key: 'owners',
							title: words,
							rule: { kind: 'system_owner', field: 'rights.right' },
							need: 'all'
						}
					],
					tasks: [{ key: 'do', title: words }]
				}
			},
			clock
		);
		const role = newId();
		await base.sql`insert into system_role (id, system_id, slug, name, description)
			values (${role}, ${system.id}, 'read', '{"et":"a","ru":"a"}', '{"et":"a","ru":"a"}')`;
		const { requests } = await submitRequest(
			base.db,
			actors.employee,
			{
				slug: 'both',
				beneficiaryIds: [actors.employee.personId],
				values: { rights: [{ right }, { right: { system: system.id, role } }] },
				submissionKey: newId()
			},
			clock
		);
		const number = requests[0]?.number ?? 0;
		const [stage] = await base.sql`select s.id, s.needed from approval_stage s
			join service_request r on r.id = s.request_id where r.number = ${number}`;
		expect(stage?.needed).toBe(2);
		const input = { number, stageId: String(stage?.id), decision: 'approved' as const };
		await decideApproval(base.db, actors.owner, input, clock);
		const forBoth = { ...actors.owner, deputyFor: [second.id] };
		await expect(decideApproval(base.db, forBoth, input, clock)).rejects.toMatchObject({
			messageKey: 'errors_approval_decided'
		});
		expect(await rowOf(number)).toMatchObject({
			status: 'awaiting_approval',
			heldByName: 'Teine Omanik'
		});
		await base.sql`update person set status = 'left' where id = ${second.id}`;
		await handOnFromLeavers({ db: base.db, clock }, {});
		expect((await rowOf(number)).heldByName).toBe('Mai Mayor');
		await decideApproval(base.db, actorOf({ ...desk.mayor }), input, clock);
		expect((await rowOf(number)).status).toBe('queued');
	});
});
