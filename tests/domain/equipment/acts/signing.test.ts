import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemActor, type Actor } from '#lib/people/actor.ts';
import { listRecordHistory } from '#lib/server/audit/list-audit.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { withTransaction } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { cancelAct } from '#lib/server/equipment/acts/cancel-act.ts';
import {
	countEquipmentTasks,
	finishEquipmentTask,
	listEquipmentTasks,
	takeEquipmentTask
} from '#lib/server/equipment/acts/desk-tasks.ts';
import { issueAct } from '#lib/server/equipment/acts/issue-act.ts';
import { lookUpItems } from '#lib/server/equipment/acts/look-up-items.ts';
import { oncePerForm } from '#lib/server/equipment/acts/once-per-form.ts';
import { readAct } from '#lib/server/equipment/acts/read-act.ts';
import { refuseAct } from '#lib/server/equipment/acts/refuse-act.ts';
import { remindSigners } from '#lib/server/equipment/acts/remind-signers.ts';
import { signAct } from '#lib/server/equipment/acts/sign-act.ts';
import { handOverItems } from '#lib/server/equipment/hand-over.ts';
import { lockItems } from '#lib/server/equipment/item-record.ts';
import { receiveItems } from '#lib/server/equipment/register-item.ts';
import { returnItems } from '#lib/server/equipment/return-item.ts';
import { item } from '#lib/server/equipment/tables.ts';
import { bellEntry } from '#lib/server/notifications/tables.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { differencesFromActs } from '#tests/support/rebuild.ts';
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
const drawing = 'M10 10L50 90L90 10';
let test: TestDatabase;
let town: SmallTown;
let mari: TownPerson;
let agent: Actor;
let count = 0;

beforeAll(async () => {
	test = await testDatabase({ max: 40 });
	town = await smallTown(test.db);
	mari = await town.addPerson('Mari Mets');
	agent = actorOf(await town.addPerson('Agent'), withRole('agent'));
	await test.owner`insert into role_grant (id, person_id, role, created_at)
		values (${newId()}, ${agent.personId}, 'agent', now())`;
});
afterAll(() => test.close());

async function stocked(many = 1, more: { unitId?: string } = {}) {
	const { itemIds } = await receiveItems(
		test.db,
		systemActor,
		Array.from({ length: many }, () => ({
			inventoryNumber: `SG-${++count}`,
			category: 'laptop',
			model: 'ThinkPad L14',
			...more
		})),
		{ placeId: town.stock, room: 'Riiul 3' },
		clock
	);
	return itemIds.map((itemId) => ({ itemId }));
}
const rowOf = async ({ itemId }: { itemId: string }) =>
	(await test.db.select().from(item).where(eq(item.id, itemId)))[0];
async function given(many = 1) {
	const refs = await stocked(many);
	const { actId } = await handOverItems(test.db, agent, refs, { personId: mari.id }, clock);
	return { refs, ref: refs[0] ?? { itemId: '' }, act: await readAct(test.db, agent, actId) };
}
const bells = (personId: string, kind: string) =>
	test.db
		.select({ recordId: bellEntry.recordId })
		.from(bellEntry)
		.where(sql`${bellEntry.personId} = ${personId} and ${bellEntry.kind} = ${kind}`);

describe('a handover that waits for its receiver', () => {
	it('tells the receiver, and is accepted in the portal by that person alone', async () => {
		const { ref, act } = await given(2);
		expect(act).toMatchObject({ state: 'open', kind: 'handover' });
		expect(await rowOf(ref)).toMatchObject({ state: 'handed_over', holderId: mari.id });
		expect((await bells(mari.id, 'act.to_sign')).map(({ recordId }) => recordId)).toContain(act.id);
		const sign = (actor: Actor, textHash = act.textHash) =>
			refusalOf(signAct(test.db, actor, { actId: act.id, textHash, method: 'portal' }, clock));
		const other = await town.addPerson('Somebody');
		const deputy = actorOf(other, { deputyFor: [mari.id] });
		expect(await sign(deputy)).toBe('NotFound errors_not_found');
		expect(await sign(agent)).toBe('Conflict acts_signed_already');
		expect(await sign(actorOf(mari), 'f'.repeat(64))).toBe('Conflict acts_other_text');
		expect(await sign(actorOf(mari))).toContain('not refused');
		expect(await sign(actorOf(mari))).toBe('Conflict acts_signed_already');
		expect(await rowOf(ref)).toMatchObject({ state: 'in_use', holderId: mari.id });
		expect(await readAct(test.db, actorOf(mari), act.id)).toMatchObject({ state: 'complete' });
	});

	it('refused brings place and room back, opens a task and tells the agent', async () => {
		const { ref, act } = await given();
		const refuse = (reason: string) =>
			refusalOf(refuseAct(test.db, actorOf(mari), { actId: act.id, reason }, clock));
		expect(await refuse(' ')).toBe('Invalid errors_required');
		expect(await refuse('Katki')).toContain('not refused');
		expect(await refuse('Katki')).toContain('Conflict');
		expect(await rowOf(ref)).toMatchObject({
			...{ state: 'in_stock', holderId: null, heldSince: null },
			...{ placeId: town.stock, room: 'Riiul 3' }
		});
		expect(await bells(agent.personId, 'act.refused')).not.toHaveLength(0);
		const tasks = await listEquipmentTasks(test.db, agent, 'open');
		const task = tasks.find((one) => one.itemId === ref.itemId);
		expect(task).toMatchObject({ kind: 'handover_refused', note: 'Katki', actNumber: act.number });
		const taskId = task?.id ?? '';
		await takeEquipmentTask(test.db, agent, { taskId, take: true }, clock);
		const colleague = actorOf(await town.addPerson('Colleague'), withRole('agent'));
		const take = { taskId, take: true };
		expect(await refusalOf(takeEquipmentTask(test.db, colleague, take, clock))).toBe(
			'Conflict acts_task_taken'
		);
		const before = await countEquipmentTasks(test.db, agent);
		await finishEquipmentTask(test.db, agent, { taskId, outcome: 'Vahetatud' }, clock);
		expect(await countEquipmentTasks(test.db, agent)).toBe(before - 1);
		expect(
			await refusalOf(finishEquipmentTask(test.db, agent, { taskId, outcome: 'x' }, clock))
		).toBe('Conflict acts_task_done_already');
	});

	it('is withdrawn before it is accepted, and not after', async () => {
		const { ref, act } = await given();
		const cancel = (actor: Actor) =>
			refusalOf(cancelAct(test.db, actor, { actId: act.id, reason: 'vale inimene' }, clock));
		expect(await cancel(actorOf(mari))).toBe('NotFound errors_not_found');
		expect(await cancel(agent)).toContain('not refused');
		expect(await rowOf(ref)).toMatchObject({
			...{ state: 'in_stock', placeId: town.stock, room: 'Riiul 3' }
		});
		expect(await cancel(agent)).toBe('Conflict acts_not_open');
		const kept = await given();
		const { id: actId, textHash } = kept.act;
		await signAct(test.db, actorOf(mari), { actId, textHash, method: 'portal' }, clock);
		expect(await refusalOf(cancelAct(test.db, agent, { actId, reason: 'hilja' }, clock))).toBe(
			'Conflict acts_not_open'
		);
	});

	it('is withdrawn by the portal when another act takes back the last of its things', async () => {
		const { refs, act } = await given(2);
		const stateOf = async () => (await readAct(test.db, agent, act.id)).state;
		const [first = { itemId: '' }, second = { itemId: '' }] = refs;
		await returnItems(test.db, agent, [first], { placeId: town.stock }, clock);
		expect(await stateOf()).toBe('open');
		const { actNumber } = await returnItems(test.db, agent, [second], {}, clock);
		expect(await stateOf()).toBe('cancelled');
		expect(await rowOf(second)).toMatchObject({ state: 'in_stock', holderId: null });
		const [withdrawn] = (await listRecordHistory(test.db, 'act', act.id)).filter(
			({ action }) => action === 'act.cancelled'
		);
		expect(withdrawn).toMatchObject({ actorName: null });
		expect(withdrawn?.after).toMatchObject({
			reason: `Asjad on tagasi võetud aktiga ${actNumber}`
		});
		const sign = { actId: act.id, textHash: act.textHash, method: 'portal' as const };
		expect(await refusalOf(signAct(test.db, actorOf(mari), sign, clock))).toBe(
			'Conflict acts_not_open'
		);
	});

	it('is signed with a finger or on paper by the desk of its unit only', async () => {
		const { act } = await given();
		const place = act.signatures.find(({ role }) => role === 'receives');
		const input = { actId: act.id, signatureId: place?.id, textHash: act.textHash };
		const sign = (actor: Actor, more: { drawing?: string; method: 'screen' | 'paper' }) =>
			refusalOf(signAct(test.db, actor, { ...input, ...more }, clock));
		expect(await sign(actorOf(mari), { method: 'screen', drawing })).toBe(
			'Forbidden errors_forbidden'
		);
		const elsewhere = actorOf(
			await town.addPerson('Limited'),
			withRole('agent', [town.kindergarten.id])
		);
		expect(await sign(elsewhere, { method: 'screen', drawing })).toBe('NotFound errors_not_found');
		expect(await sign(agent, { method: 'screen' })).toBe('Invalid acts_draw_first');
		expect(await sign(agent, { method: 'screen', drawing: '"/><script>' })).toBe(
			'Invalid acts_draw_first'
		);
		expect(await sign(agent, { method: 'paper' })).toBe('Invalid errors_required');
		expect(await sign(agent, { method: 'screen', drawing })).toContain('not refused');
	});

	it('reminds after three and after seven working days, once each', async () => {
		const { act } = await given();
		const on = (day: string) =>
			remindSigners({ db: test.db, clock: fixedClock(new Date(`${day}T10:30:00Z`)) }, {});
		const times = async () => {
			const rows = await test.db.execute<{ reminders: number }>(
				sql`select reminders from act where id = ${act.id}`
			);
			return rows[0]?.reminders;
		};
		await on('2026-11-27');
		expect(await times()).toBe(0);
		await on('2026-11-30');
		await on('2026-11-30');
		expect(await times()).toBe(1);
		await on('2026-12-04');
		await on('2026-12-20');
		expect(await times()).toBe(2);
	});
});

describe('who comes second, and who may not', () => {
	it('two agents hand over the same laptop at once: one has, one is told who has it', async () => {
		const refs = await stocked();
		const ants = await town.addPerson('Ants');
		const results = await Promise.all(
			[mari, ants].map(({ id }) =>
				refusalOf(handOverItems(test.db, agent, refs, { personId: id }, clock))
			)
		);
		expect(results.filter((one) => one === 'Conflict registers_item_already_held')).toHaveLength(1);
		expect(results.filter((one) => one.startsWith('not refused'))).toHaveLength(1);
	});

	it('a form that is sent twice, also at once, makes one act', async () => {
		const refs = await stocked(3);
		const formKey = newId();
		const send = () =>
			oncePerForm(test.db, formKey, () =>
				handOverItems(test.db, agent, refs, { personId: mari.id, formKey }, clock)
			);
		const ids = [...(await Promise.all([send(), send(), send()])), await send()];
		expect(new Set(ids).size).toBe(1);
	});

	it('an agent of another unit finds and moves nothing; a leaver gets nothing', async () => {
		const refs = await stocked(1, { unitId: town.office.id });
		const elsewhere = actorOf(
			await town.addPerson('Other desk'),
			withRole('agent', [town.kindergarten.id])
		);
		const give = (actor: Actor, personId: string) =>
			refusalOf(handOverItems(test.db, actor, refs, { personId }, clock));
		expect(await give(elsewhere, mari.id)).toBe('NotFound errors_not_found');
		const number = (await rowOf(refs[0] ?? { itemId: '' }))?.inventoryNumber ?? '';
		const [found] = await lookUpItems(test.db, elsewhere, [number], 'handed_over');
		expect(found?.item).toBeNull();
		const gone = await town.addPerson('Gone', { status: 'left' });
		expect(await give(agent, gone.id)).toBe('Conflict registers_person_left');
	});

	it('an act is read by its people and its desk, and is not there for others', async () => {
		const { act } = await given();
		const read = (actor: Actor) => refusalOf(readAct(test.db, actor, act.number));
		expect(await read(actorOf(mari))).toContain('not refused');
		expect(await read(actorOf(await town.addPerson('Auditor'), withRole('auditor')))).toContain(
			'not refused'
		);
		expect(await read(actorOf(await town.addPerson('Stranger')))).toBe('NotFound errors_not_found');
		expect(
			await read(actorOf(await town.addPerson('Far'), withRole('agent', [town.kindergarten.id])))
		).toBe('NotFound errors_not_found');
	});

	it('what is scanned is found by label, tag, serial and address, with the reason why not', async () => {
		const { ref } = await given();
		const row = await rowOf(ref);
		const number = row?.inventoryNumber ?? '';
		const found = await lookUpItems(
			test.db,
			agent,
			[number.toLowerCase(), `https://portal.example/things/${ref.itemId}`, 'NO-1'],
			'handed_over'
		);
		expect(found.map((one) => one.item?.inventoryNumber)).toEqual([number, number, undefined]);
		expect(found[0]?.item?.refusal).toMatchObject({ key: 'registers_item_already_held' });
	});

	it('what another act gave to somebody else is neither accepted nor refused by the first', async () => {
		const { ref, act } = await given(2);
		await returnItems(test.db, agent, [ref], {}, clock);
		const ants = await town.addPerson('Ants Second');
		await handOverItems(test.db, agent, [ref], { personId: ants.id }, clock);
		const { id: actId, textHash } = act;
		const late = { actId, textHash, method: 'portal' as const };
		expect(await refusalOf(signAct(test.db, actorOf(mari), late, clock))).toBe(
			'Conflict acts_moved_since'
		);
		const reason = 'Ei ole minu oma';
		expect(await refusalOf(refuseAct(test.db, actorOf(mari), { actId, reason }, clock))).toBe(
			'Conflict acts_moved_since'
		);
		expect(await rowOf(ref)).toMatchObject({ state: 'handed_over', holderId: ants.id });
	});

	it('a thing passed on stays where it is until both have signed', async () => {
		const { ref, act } = await given();
		const { id: actId, textHash } = act;
		await signAct(test.db, actorOf(mari), { actId, textHash, method: 'portal' }, clock);
		const ants = await town.addPerson('Ants');
		const passed = await withTransaction(test.db, async (tx) => {
			const [record] = await lockItems(tx, agent, [ref]);
			if (!record) throw new Error('No item.');
			return issueAct(
				tx,
				actorOf(mari),
				{
					kind: 'transfer',
					lines: [{ record, event: 'passed_on', holderId: ants.id }],
					signers: [
						{ role: 'gives', personId: mari.id, signed: { method: 'portal' } },
						{ role: 'receives', personId: ants.id }
					],
					fromPersonId: mari.id,
					toPersonId: ants.id,
					waits: true
				},
				townNow
			);
		});
		expect(await rowOf(ref)).toMatchObject({ holderId: mari.id });
		const page = await readAct(test.db, actorOf(ants), passed.id);
		await signAct(
			test.db,
			actorOf(ants),
			{ actId: page.id, textHash: page.textHash, method: 'portal' },
			clock
		);
		expect(await rowOf(ref)).toMatchObject({ state: 'in_use', holderId: ants.id });
	});
});

describe('what the database refuses', () => {
	it('a second holder, a direct change of an item, a change of what was done and signed', async () => {
		const { ref, act } = await given();
		const { id: actId, textHash } = act;
		await signAct(test.db, actorOf(mari), { actId, textHash, method: 'portal' }, clock);
		const { itemId } = ref;
		const refused = [
			sql`insert into item_holding (item_id, seq, since) values (${itemId}, 99, now())`,
			sql`update item set state = 'in_stock' where id = ${itemId}`,
			sql`update item set holder_id = null where id = ${itemId}`,
			sql`update item set place_id = null, room = 'x' where id = ${itemId}`,
			sql`update act set note = '', text_hash = 'x' where id = ${actId}`,
			sql`update act set state = 'cancelled' where id = ${actId}`,
			sql`delete from act where id = ${actId}`,
			sql`update act_line set holder_id = null where act_id = ${actId}`,
			sql`delete from act_line where act_id = ${actId}`,
			sql`update act_signature set name = 'x' where act_id = ${actId} and role = 'receives'`,
			sql`delete from act_signature where act_id = ${actId}`,
			sql`update item_move set note = 'x' where item_id = ${itemId}`,
			sql`delete from item_move where item_id = ${itemId}`
		];
		for (const statement of refused) await expect(test.db.execute(statement)).rejects.toThrow();
		expect(await differencesFromActs(test.db)).toEqual([]);
	});

	it('numbers have no gaps when some of thirty at once are rolled back', async () => {
		const refs = await stocked(30);
		const made = await Promise.allSettled(
			refs.map((ref, n) =>
				withTransaction(test.db, async (tx) => {
					const act = await returnOrGive(tx, ref);
					if (n % 3 === 0) throw new Error('rolled back');
					return act.actNumber;
				})
			)
		);
		expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(20);
		const gaps = await test.db.execute(sql`
			select kind, year from act group by kind, year having count(*) <> max(seq)`);
		expect(gaps).toHaveLength(0);
	});
});

const returnOrGive = (tx: Parameters<typeof handOverItems>[0], ref: { itemId: string }) =>
	handOverItems(tx, agent, [ref], { personId: mari.id }, clock);

it('who gives things back is asked to sign when the desk wants it', async () => {
	const { refs, act } = await given();
	const { id: actId, textHash } = act;
	await signAct(test.db, actorOf(mari), { actId, textHash, method: 'portal' }, clock);
	const back = await returnItems(test.db, agent, refs, { asks: true }, clock);
	const page = await readAct(test.db, actorOf(mari), back.actId);
	expect(page).toMatchObject({ state: 'open', ownPlace: { role: 'gives' } });
	expect(await rowOf(refs[0] ?? { itemId: '' })).toMatchObject({ state: 'in_stock' });
	const input = { actId: page.id, textHash: page.textHash, method: 'portal' as const };
	expect(await signAct(test.db, actorOf(mari), input, clock)).toMatchObject({ isComplete: true });
});
