import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { systemActor, type Actor } from '#lib/people/actor.ts';
import { publishService } from '#lib/server/catalogue/publish-service.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { dismissProposal } from '#lib/server/notices/joins/dismiss-proposal.ts';
import { draftFrom } from '#lib/server/notices/joins/draft-from.ts';
import { listProposals } from '#lib/server/notices/joins/list-proposals.ts';
import { proposeOutages } from '#lib/server/notices/joins/propose-outages.ts';
import { linkRequest } from '#lib/server/notices/life/link-request.ts';
import { outageProposal } from '#lib/server/notices/joins/tables.ts';
import { notice, noticeAffected, noticeChoice, noticeRequest } from '#lib/server/notices/tables.ts';
import { bellEntry } from '#lib/server/notifications/tables.ts';
import { roleGrant } from '#lib/server/people/tables.ts';
import { submitRequest } from '#lib/server/requests/submit-request.ts';
import { saveSystem } from '#lib/server/systems/save-system.ts';
import { sendToRepair } from '#lib/server/equipment/repair/send-to-repairs.ts';
import { itemInUse } from '#tests/support/items.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { refusalOf } from '#tests/support/refusals.ts';
import { actorOf, smallTown, townNow, withRole, type TownPerson } from '#tests/support/town.ts';

const words = (et: string) => ({ et, ru: et, en: et });
const fault = {
	title: words('Rike'),
	summary: words('Midagi on katki'),
	icon: 'wrench',
	kind: 'fault',
	category: 'help',
	gives: 'nothing',
	workingDays: 1,
	titleFrom: words('Rike: {what}'),
	fields: [
		{
			kind: 'choice',
			key: 'what',
			label: words('Mis'),
			options: ['internet', 'program'].map((value) => ({ value, label: words(value) }))
		},
		{
			kind: 'text',
			key: 'program',
			label: words('Programm'),
			maxLength: 100,
			shownWhen: { field: 'what', equals: 'program' }
		}
	],
	tasks: [{ key: 'fix', title: words('Paranda') }]
};

const clock = fixedClock(townNow);
let db: TestDatabase;
let people: TownPerson[];
let agent: Actor;
let systemId: string;
let itemId: string;

beforeAll(async () => {
	db = await testDatabase();
	const town = await smallTown(db.db);
	people = await Promise.all(['Ants', 'Berta', 'Carl', 'Dora'].map((name) => town.addPerson(name)));
	agent = actorOf(await town.addPerson('Agent'), withRole('agent'));
	await db.db
		.insert(roleGrant)
		.values({ id: newId(), personId: agent.personId, role: 'agent', createdAt: townNow });
	const name = { et: 'Dokumendihaldus', ru: 'Документооборот', en: 'Documents' };
	const system = { slug: 'records', kind: 'system', name, description: words('') } as const;
	systemId = (await saveSystem(db.db, systemActor, system, clock)).id;
	await publishService(
		db.db,
		systemActor,
		{ slug: 'fault', definition: fault, note: '', basedOn: 0 },
		clock
	);
	const printer = { inventoryNumber: 'KM-1', category: 'printer', model: 'Brother' };
	itemId = (await itemInUse(db.db, { ...printer, placeId: town.hall }, townNow)).id;
	const service = { vendor: 'Hooldus OÜ', fault: 'ei prindi' };
	await sendToRepair(db.db, systemActor, { itemId, ...service }, fixedClock(townNow));
});
afterAll(() => db.close());
beforeEach(() => clock.set(townNow));

async function report(who: TownPerson | undefined, values: Record<string, string>, minutes = 0) {
	if (!who) throw new Error('nobody');
	const at = fixedClock(new Date(townNow.getTime() + minutes * 60_000));
	const input = { slug: 'fault', beneficiaryIds: [who.id], values, submissionKey: newId() };
	const { requests } = await submitRequest(db.db, actorOf(who), input, at);
	return requests[0]?.number ?? 0;
}
const look = () => proposeOutages({ db: db.db, clock }, {});

describe('an outage is proposed', () => {
	test('when three people report the same program within a quarter of an hour', async () => {
		const program = { what: 'program', program: 'dokumendihaldus' };
		await report(people[0], program, -20);
		const numbers = [await report(people[1], program, -10), await report(people[2], program, -5)];
		await look();
		expect(await listProposals(db.db, agent)).toEqual([]);
		numbers.push(await report(people[3], program));
		await look();
		await look();
		const [proposal, ...others] = await listProposals(db.db, agent);
		expect(others).toEqual([]);
		const bells = await db.db
			.select()
			.from(bellEntry)
			.where(eq(bellEntry.kind, 'notice.outage_proposed'));
		expect(bells).toMatchObject([
			{
				personId: agent.personId,
				href: '/admin',
				times: 1,
				params: { count: '3', title: { ru: 'Документооборот' } }
			}
		]);
		expect(proposal).toMatchObject({ thing: { ru: 'Документооборот' }, requestNumbers: numbers });
		expect(await listProposals(db.db, actorOf(people[0] as TownPerson))).toEqual([]);
	});

	test('and a later report joins it; one press makes the notice with its requests and readers', async () => {
		const later = await report(people[0], { what: 'program', program: 'Documents' });
		await look();
		const [proposal] = await listProposals(db.db, agent);
		expect(proposal?.requestNumbers).toHaveLength(4);
		const { number } = await draftFrom(db.db, agent, { proposalId: proposal?.id ?? '' }, clock);
		const [made] = await db.db.select().from(notice).where(eq(notice.number, number));
		expect(made).toMatchObject({ kind: 'outage', state: 'draft', impact: 'unavailable' });
		expect(made?.texts.ru?.title).toBe('Документооборот: не работает');
		expect(made?.texts.en?.title).toBe('Documents does not work');
		expect(made?.startsAt).toEqual(new Date(townNow.getTime() - 10 * 60_000));
		expect(await db.db.select().from(noticeAffected)).toMatchObject([
			{ kind: 'system', targetId: systemId }
		]);
		const linked = await db.db.select().from(noticeRequest);
		expect(linked.map(({ requestNumber }) => requestNumber)).toContain(later);
		expect(linked.every(({ role }) => role === 'same_fault')).toBe(true);
		expect(await db.db.select().from(noticeChoice)).toHaveLength(4);
		expect(await listProposals(db.db, agent)).toEqual([]);
		const again = draftFrom(db.db, agent, { proposalId: proposal?.id ?? '' }, clock);
		expect(await refusalOf(again)).toBe('Conflict notice_plan_error_proposal_over');
		await look();
		expect(await listProposals(db.db, agent)).toEqual([]);
	});

	test('and a request that follows from it is linked once, by who may see it', async () => {
		const [made] = await db.db.select().from(notice);
		const number = made?.number ?? 0;
		const requestNumber = await report(people[2], { what: 'internet' }, -60);
		const link = (actor: Actor, asked = requestNumber) =>
			linkRequest(db.db, actor, { number, requestNumber: asked }, clock);
		expect(await refusalOf(link(actorOf(people[2] as TownPerson)))).toMatch(/^NotFound/);
		expect(await refusalOf(link(agent, 999_999))).toBe('Invalid notice_desk_no_request');
		await link(agent);
		await link(agent);
		const links = await db.db
			.select({ role: noticeRequest.role })
			.from(noticeRequest)
			.where(eq(noticeRequest.requestNumber, requestNumber));
		expect(links).toEqual([{ role: 'follow_up' }]);
		const recorded = await db.sql`
			select after from audit_entry where action = 'notice.request_linked'`;
		expect(recorded).toMatchObject([{ after: { request: requestNumber } }]);
	});

	test('or put aside, once', async () => {
		for (const who of people.slice(0, 3)) await report(who, { what: 'internet' });
		await look();
		const [proposal] = await listProposals(db.db, agent);
		expect(proposal).toMatchObject({ thing: { et: 'hall' }, words: 'internet' });
		const input = { id: proposal?.id ?? '' };
		const colleague = actorOf(people[0] as TownPerson);
		expect(await refusalOf(dismissProposal(db.db, colleague, input, clock))).toBe(
			'Forbidden errors_forbidden'
		);
		await dismissProposal(db.db, agent, input, clock);
		expect(await refusalOf(dismissProposal(db.db, agent, input, clock))).toBe(
			'Conflict notice_plan_error_proposal_over'
		);
		await look();
		expect(await listProposals(db.db, agent)).toEqual([]);
		expect(await db.db.select().from(outageProposal)).toHaveLength(2);
	});
});

describe('a notice is made', () => {
	test('from a fault report, which is its source', async () => {
		const requestNumber = await report(people[0], { what: 'internet' });
		const { number } = await draftFrom(db.db, agent, { requestNumber }, clock);
		const [made] = await db.db.select().from(notice).where(eq(notice.number, number));
		expect(made?.texts.et?.title).toBe('Rike: internet ei tööta');
		const linked = await db.db
			.select()
			.from(noticeRequest)
			.where(eq(noticeRequest.noticeId, made?.id ?? ''));
		expect(linked).toMatchObject([{ requestNumber, role: 'source' }]);
	});

	test('from an item in repair', async () => {
		const { number } = await draftFrom(db.db, agent, { itemId }, clock);
		const [made] = await db.db.select().from(notice).where(eq(notice.number, number));
		expect(made).toMatchObject({ kind: 'outage', impact: 'unavailable' });
	});

	test('by nobody else', async () => {
		const who = actorOf(people[0] as TownPerson);
		expect(await refusalOf(draftFrom(db.db, who, { itemId }, clock))).toBe(
			'Forbidden errors_forbidden'
		);
		expect(await refusalOf(draftFrom(db.db, agent, { itemId: newId() }, clock))).toBe(
			'NotFound errors_not_found'
		);
		expect(await refusalOf(draftFrom(db.db, agent, { proposalId: newId() }, clock))).toBe(
			'NotFound errors_not_found'
		);
	});
});
