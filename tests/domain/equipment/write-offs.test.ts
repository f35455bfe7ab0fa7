import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeOffsShape } from '#lib/equipment/write-offs-shape.ts';
import { parseListState } from '#lib/lists/list-state.ts';
import { systemActor, type Actor } from '#lib/people/actor.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { act, actSignature } from '#lib/server/equipment/acts/tables.ts';
import { reportMissing } from '#lib/server/equipment/change-item-state.ts';
import { handOver } from '#lib/server/equipment/hand-over.ts';
import { registerItem, type RegisterItemInput } from '#lib/server/equipment/register-item.ts';
import { repairsOfItem } from '#lib/server/equipment/repair/get-repair.ts';
import { sendToRepair } from '#lib/server/equipment/repair/send-to-repairs.ts';
import { item } from '#lib/server/equipment/tables.ts';
import { decideWriteOff } from '#lib/server/equipment/writeoff/decide-write-off.ts';
import { disposeWriteOff } from '#lib/server/equipment/writeoff/dispose-write-off.ts';
import { getWriteOff, writeOffsOfItem } from '#lib/server/equipment/writeoff/get-write-off.ts';
import { giveOpinion } from '#lib/server/equipment/writeoff/give-opinion.ts';
import { listWriteOffs } from '#lib/server/equipment/writeoff/list-write-offs.ts';
import {
	proposeWriteOff,
	type ProposeInput
} from '#lib/server/equipment/writeoff/propose-write-off.ts';
import { recordWipe } from '#lib/server/equipment/writeoff/record-wipe.ts';
import { withdrawWriteOff } from '#lib/server/equipment/writeoff/withdraw-write-off.ts';
import { bellEntry } from '#lib/server/notifications/tables.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { refusalOf } from '#tests/support/refusals.ts';
import {
	actorOf,
	smallTown,
	townNow,
	withRole,
	type SmallTown,
	type TownPerson
} from '#tests/support/town.ts';

const clock = fixedClock(townNow);
let test: TestDatabase;
let town: SmallTown;
let agent: Actor;
let chief: TownPerson;
let members: TownPerson[];
let count = 0;

beforeAll(async () => {
	test = await testDatabase({ max: 12 });
	town = await smallTown(test.db);
	chief = await town.addPerson('Chief');
	agent = actorOf(await town.addPerson('Agent', { managerId: chief.id }), withRole('agent'));
	members = [await town.addPerson('Anu'), await town.addPerson('Boris')];
	await test.owner`update item_category set holds_data = true where code = 'laptop'`;
});
afterAll(() => test.close());

const addItem = async (more: Partial<RegisterItemInput> = {}) => {
	const inventoryNumber = `KM-${50_000 + ++count}`;
	const { id } = await registerItem(
		test.db,
		systemActor,
		{ inventoryNumber, category: 'monitor', model: 'ThinkVision', ...more },
		clock
	);
	return { itemId: id, inventoryNumber };
};
const stateOf = async (itemId: string) =>
	(await test.db.select().from(item).where(eq(item.id, itemId)))[0]?.state;
const proposal = (items: { itemId: string }[], more: Partial<ProposeInput> = {}): ProposeInput => ({
	...{ title: 'Vanad kuvarid', reason: 'Remont on kallim kui uus' },
	lines: items.map(({ itemId }) => ({ itemId, condition: 'Ekraan katki', bookValueCents: 0 })),
	memberIds: members.map(({ id }) => id),
	approverId: chief.id,
	...more
});
const propose = (items: { itemId: string }[], more: Partial<ProposeInput> = {}, actor = agent) =>
	proposeWriteOff(test.db, actor, proposal(items, more), clock);
const allAgree = async (writeOffId: string) => {
	for (const member of members) {
		await giveOpinion(test.db, actorOf(member), { writeOffId, opinion: 'agrees' }, clock);
	}
};
const decide = (writeOffId: string, more: { approves: boolean; reason?: string }, who = chief) =>
	decideWriteOff(test.db, actorOf(who), { writeOffId, ...more }, clock);
const bellsOf = async (personId: string) =>
	(await test.db.select().from(bellEntry).where(eq(bellEntry.personId, personId))).map(
		({ kind }) => kind
	);

describe('a write-off', () => {
	it('goes from the commission to the management to the certificate, by one signed act', async () => {
		const items = [await addItem(), await addItem()];
		const { id } = await propose(items);
		expect(await stateOf(items[0]?.itemId ?? '')).toBe('write_off_proposed');
		expect(await bellsOf(members[0]?.id ?? '')).toEqual(['write_off.opinion_asked']);
		expect(await refusalOf(decide(id, { approves: true }))).toBe(
			'Conflict writeoff_not_with_approver'
		);
		await allAgree(id);
		expect(await bellsOf(chief.id)).toEqual(['write_off.decision_asked']);
		const { act: made } = await decide(id, { approves: true });
		for (const { itemId } of items) expect(await stateOf(itemId)).toBe('written_off');
		const [document] = await test.db.select().from(act).where(eq(act.id, made.id));
		expect(document).toMatchObject({ kind: 'write_off', state: 'complete' });
		const signed = await test.db
			.select()
			.from(actSignature)
			.where(eq(actSignature.actId, made.id))
			.orderBy(actSignature.position);
		expect(signed.map(({ role, method }) => [role, method])).toEqual([
			['commission', 'portal'],
			['commission', 'portal'],
			['approves', 'portal']
		]);
		expect(signed.map(({ byId, personId }) => byId === personId)).toEqual([true, true, true]);
		expect(await bellsOf(agent.personId)).toContain('write_off.approved');
		const gone = { writeOffId: id, disposedOn: '2026-11-24', disposedBy: 'Kuusakoski AS' };
		await disposeWriteOff(test.db, agent, gone, clock);
		expect(await getWriteOff(test.db, agent, id)).toMatchObject({
			...{ state: 'disposed', disposedBy: 'Kuusakoski AS', actNumber: made.number }
		});
	});

	it('gives its items back what they were when it is rejected, with the reason', async () => {
		const shelf = await addItem();
		const lost = await addItem();
		await reportMissing(test.db, agent, lost, clock);
		const { id } = await propose([shelf, lost]);
		await allAgree(id);
		expect(await refusalOf(decide(id, { approves: false }))).toBe('Invalid errors_required');
		await decide(id, { approves: false, reason: 'Anname koolile' });
		expect(await stateOf(shelf.itemId)).toBe('in_stock');
		expect(await stateOf(lost.itemId)).toBe('missing');
		expect(await writeOffsOfItem(test.db, shelf.itemId)).toMatchObject([{ state: 'rejected' }]);
		expect(await refusalOf(decide(id, { approves: true }))).toBe(
			'Conflict writeoff_not_with_approver'
		);
	});

	it('is decided by a deputy, never by whoever proposed it, nor anybody else', async () => {
		const { id } = await propose([await addItem()]);
		await allAgree(id);
		const decideAs = (actor: Actor) =>
			refusalOf(decideWriteOff(test.db, actor, { writeOffId: id, approves: true }, clock));
		expect(await decideAs({ ...agent, deputyFor: [chief.id] })).toBe(
			'Forbidden writeoff_not_yours'
		);
		const colleague = await town.addPerson('Colleague');
		expect(await decideAs(actorOf(colleague))).toBe('NotFound errors_not_found');
		const deputy = actorOf(colleague, { deputyFor: [chief.id] });
		expect(await getWriteOff(test.db, deputy, id)).toMatchObject({ may: { decide: true } });
		expect(await decideAs(deputy)).toMatch(/^not refused/);
		const { actId } = await getWriteOff(test.db, agent, id);
		const signed = await test.db
			.select()
			.from(actSignature)
			.where(eq(actSignature.actId, actId ?? ''));
		expect(signed.find(({ role }) => role === 'approves')).toMatchObject({
			...{ personId: chief.id, name: 'Chief', byId: colleague.id }
		});
	});

	it('is not decided by one of its commission, who stands in for the approver', async () => {
		const { id } = await propose([await addItem()]);
		await allAgree(id);
		const [first] = members;
		if (!first) throw new Error('No commission.');
		const both = actorOf(first, { deputyFor: [chief.id] });
		expect(await getWriteOff(test.db, both, id)).toMatchObject({ may: { decide: false } });
		expect(
			await refusalOf(decideWriteOff(test.db, both, { writeOffId: id, approves: true }, clock))
		).toBe('Forbidden writeoff_not_yours');
	});

	it('of two decisions at once is decided once', async () => {
		const one = await addItem();
		const { id } = await propose([one]);
		await allAgree(id);
		const results = await Promise.all([
			refusalOf(decide(id, { approves: true })),
			refusalOf(decide(id, { approves: false, reason: 'ei' }))
		]);
		expect(results.filter((said) => said === 'Conflict writeoff_not_with_approver')).toHaveLength(
			1
		);
	});

	it('ends the repair of what will not come back', async () => {
		const one = await addItem();
		await sendToRepair(test.db, agent, { ...one, vendor: 'Hooldus', fault: 'Toide' }, clock);
		const { id } = await propose([one]);
		await allAgree(id);
		await decide(id, { approves: true });
		expect(await repairsOfItem(test.db, one.itemId)).toMatchObject([{ returnedOn: '2026-11-24' }]);
	});

	it('is not disposed of before what holds data is wiped', async () => {
		const laptop = await addItem({ category: 'laptop', model: 'L14' });
		const { id } = await propose([laptop, await addItem()]);
		const gone = (disposedOn: string | null = '2026-11-24') =>
			refusalOf(
				disposeWriteOff(
					test.db,
					agent,
					{ writeOffId: id, disposedOn, disposedBy: 'Kuusakoski AS' },
					clock
				)
			);
		expect(await gone()).toBe('Conflict writeoff_not_approved');
		await allAgree(id);
		await decide(id, { approves: true });
		expect(await gone()).toBe('Conflict writeoff_not_wiped');
		const wipe = { writeOffId: id, itemIds: [laptop.itemId], method: 'destroy' as const };
		await recordWipe(test.db, agent, wipe, clock);
		expect(await gone('2026-11-23')).toBe('Invalid writeoff_disposed_when');
		expect(await gone('2026-11-25')).toBe('Invalid writeoff_disposed_when');
		expect(await gone(null)).toBe('Invalid errors_required');
		expect(await gone()).toMatch(/^not refused/);
		expect(await refusalOf(recordWipe(test.db, agent, wipe, clock))).toBe('Conflict writeoff_over');
		expect((await getWriteOff(test.db, agent, id)).lines[0]).toMatchObject({
			...{ wipeMethod: 'destroy', wipedBy: 'Agent' }
		});
	});

	it('is taken back before it is decided, and not after', async () => {
		const one = await addItem();
		const { id } = await propose([one]);
		const back = (reason: string) =>
			refusalOf(withdrawWriteOff(test.db, agent, { writeOffId: id, reason }, clock));
		expect(await back(' ')).toBe('Invalid errors_required');
		expect(await back('Viga')).toMatch(/^not refused/);
		expect(await stateOf(one.itemId)).toBe('in_stock');
		expect(await back('Viga')).toBe('Conflict writeoff_over');
	});
});

describe('a proposal', () => {
	it('names a commission and an approver from the management who is neither in it nor the proposer', async () => {
		const items = [await addItem()];
		const [anu] = members;
		const boss = await town.addPerson('Boss');
		await town.addPerson('Report', { managerId: boss.id });
		const gone = await town.addPerson('Gone', { status: 'left' });
		const said = (more: Partial<ProposeInput>, actor = agent) =>
			refusalOf(propose(items, more, actor));
		expect(await said({ memberIds: [] })).toBe('Invalid writeoff_no_commission');
		expect(await said({ memberIds: [gone.id] })).toBe('Invalid writeoff_member_left');
		expect(await said({ approverId: null })).toBe('Invalid errors_choose');
		expect(await said({ approverId: anu?.id })).toBe('Invalid writeoff_approver_in_commission');
		expect(await said({ approverId: gone.id })).toBe('Invalid errors_choose');
		const nobodys = await town.addPerson('Nobody');
		expect(await said({ approverId: nobodys.id })).toBe('Invalid writeoff_approver_no_manager');
		const own = actorOf(boss, withRole('agent'));
		expect(await said({ approverId: boss.id }, own)).toBe('Invalid writeoff_approver_is_proposer');
		expect(await said({ title: ' ' })).toBe('Invalid errors_required');
		expect(await said({ lines: [] })).toBe('Invalid writeoff_no_items');
		expect(await stateOf(items[0]?.itemId ?? '')).toBe('in_stock');
	});

	it('takes nothing that somebody has, that is proposed already, or twice', async () => {
		const one = await addItem();
		const held = await addItem();
		await handOver(test.db, agent, { ...held, personId: chief.id }, clock);
		expect(await refusalOf(propose([one, held]))).toBe('Conflict registers_item_return_first');
		expect(await refusalOf(propose([one, one]))).toBe('Conflict writeoff_item_twice');
		await propose([one]);
		expect(await refusalOf(propose([one]))).toBe('Conflict registers_item_write_off_proposed');
	});

	it('is made and kept by the desk of the unit', async () => {
		const one = await addItem({ unitId: town.kindergarten.id });
		const limited = (unitId: string) =>
			town.addPerson('Limited').then((who) => actorOf(who, withRole('agent', [unitId])));
		const [theirs, others] = [await limited(town.kindergarten.id), await limited(town.office.id)];
		expect(await refusalOf(propose([one], {}, others))).toBe('NotFound errors_not_found');
		expect(await refusalOf(propose([one], {}, actorOf(chief)))).toBe('Forbidden errors_forbidden');
		const { id } = await propose([one], {}, theirs);
		const seen = async (actor: Actor) => {
			const state = parseListState(writeOffsShape, new URLSearchParams());
			return (await listWriteOffs(test.db, actor, state, clock)).rows.some((row) => row.id === id);
		};
		expect([await seen(theirs), await seen(others), await seen(agent)]).toEqual([
			true,
			false,
			true
		]);
		expect(await refusalOf(getWriteOff(test.db, others, id))).toBe('NotFound errors_not_found');
		const wipe = { writeOffId: id, itemIds: [one.itemId], method: 'clear' as const };
		expect(await refusalOf(recordWipe(test.db, others, wipe, clock))).toBe(
			'NotFound errors_not_found'
		);
		const back = { writeOffId: id, reason: 'x' };
		expect(await refusalOf(withdrawWriteOff(test.db, others, back, clock))).toBe(
			'NotFound errors_not_found'
		);
	});

	it('is looked at by the commission alone; who disagrees says why and stands on the act', async () => {
		const { id } = await propose([await addItem()]);
		const [anu, boris] = members;
		if (!anu || !boris) throw new Error('no commission');
		const say = (who: TownPerson, opinion: 'agrees' | 'disagrees', note = '') =>
			refusalOf(giveOpinion(test.db, actorOf(who), { writeOffId: id, opinion, note }, clock));
		expect(await say(chief, 'agrees')).toBe('NotFound errors_not_found');
		expect(await say(anu, 'disagrees')).toBe('Invalid errors_required');
		expect(await say(anu, 'disagrees', 'Töötab')).toContain('"isLast":false');
		expect(await say(boris, 'agrees')).toContain('"isLast":true');
		expect(await say(boris, 'agrees')).toBe('Conflict writeoff_not_with_commission');
		const { act: made } = await decide(id, { approves: true });
		const [document] = await test.db.select().from(act).where(eq(act.id, made.id));
		expect(document?.text.signers.map(({ name }) => name)).toEqual(['Boris', 'Chief']);
		expect(document?.text.facts).toContainEqual({ label: 'disagrees', value: 'Töötab' });
	});
});
