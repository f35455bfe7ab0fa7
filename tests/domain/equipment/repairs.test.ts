import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { repairsShape } from '#lib/equipment/repairs-shape.ts';
import { parseListState } from '#lib/lists/list-state.ts';
import { systemActor, type Actor } from '#lib/people/actor.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { act } from '#lib/server/equipment/acts/tables.ts';
import { findItem, reportMissing } from '#lib/server/equipment/change-item-state.ts';
import { handOver } from '#lib/server/equipment/hand-over.ts';
import { registerItem, type RegisterItemInput } from '#lib/server/equipment/register-item.ts';
import { bringBack } from '#lib/server/equipment/repair/bring-back.ts';
import { changeExpectedDay } from '#lib/server/equipment/repair/change-expected-day.ts';
import { getRepair, repairsOfItem } from '#lib/server/equipment/repair/get-repair.ts';
import { listRepairs, repairVendors } from '#lib/server/equipment/repair/list-repairs.ts';
import { sendToRepair, sendToRepairs } from '#lib/server/equipment/repair/send-to-repairs.ts';
import { item } from '#lib/server/equipment/tables.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { refusalOf } from '#tests/support/refusals.ts';
import { actorOf, smallTown, townNow, withRole, type SmallTown } from '#tests/support/town.ts';

const clock = fixedClock(townNow);
const service = { vendor: 'Hooldus OÜ', fault: 'Ekraan must' };
let test: TestDatabase;
let town: SmallTown;
let agent: Actor;
let count = 0;

beforeAll(async () => {
	test = await testDatabase({ max: 12 });
	town = await smallTown(test.db);
	agent = actorOf(await town.addPerson('Agent'), withRole('agent'));
});
afterAll(() => test.close());

const addItem = async (more: Partial<RegisterItemInput> = {}) => {
	const inventoryNumber = `KM-${40_000 + ++count}`;
	const { id } = await registerItem(
		test.db,
		systemActor,
		{ inventoryNumber, category: 'laptop', model: 'ThinkPad L14', ...more },
		clock
	);
	return { itemId: id, inventoryNumber };
};
const heldBy = async (personId: string, more: Partial<RegisterItemInput> = {}) => {
	const one = await addItem(more);
	const signed = { method: 'paper' as const };
	await handOver(test.db, systemActor, { ...one, personId, signed }, clock);
	return one;
};
const row = async (itemId: string | null) => {
	const [found] = await test.db
		.select()
		.from(item)
		.where(eq(item.id, itemId ?? ''));
	return found;
};
const textOf = async (id: string) => {
	const [found] = await test.db.select({ text: act.text }).from(act).where(eq(act.id, id));
	return found?.text;
};

describe('sending to repair', () => {
	it('keeps vendor, fault, warranty by the day, expected day and request, and says them on the act', async () => {
		const mari = await town.addPerson('Mari');
		const covered = await heldBy(mari.id, { warrantyUntil: '2026-11-24' });
		const old = await heldBy(mari.id, { warrantyUntil: '2026-11-23' });
		const sent = await sendToRepairs(
			test.db,
			agent,
			[covered, old],
			{ ...service, expectedOn: '2026-12-08', requestId: newId(), requestNumber: 2419 },
			clock
		);
		const [first] = await repairsOfItem(test.db, covered.itemId);
		expect(first).toMatchObject({
			vendor: 'Hooldus OÜ',
			fault: 'Ekraan must',
			underWarranty: true,
			sentOn: '2026-11-24',
			expectedOn: '2026-12-08',
			requestNumber: 2419,
			outActNumber: sent.actNumber
		});
		expect(await repairsOfItem(test.db, old.itemId)).toMatchObject([{ underWarranty: false }]);
		expect(await textOf(sent.actId)).toMatchObject({
			kind: 'repair_out',
			request: 'IT-2419',
			facts: [
				{ label: 'vendor', value: 'Hooldus OÜ' },
				{ label: 'expected', value: '08.12.2026' }
			],
			lines: [{ note: 'Ekraan must; garantiiremont' }, { note: 'Ekraan must' }]
		});
		expect(await row(covered.itemId)).toMatchObject({ state: 'in_repair', holderId: mari.id });
	});

	it('gives the holder a loan by a handover act of its own', async () => {
		const mari = await town.addPerson('Mari');
		const broken = await heldBy(mari.id);
		const loan = await addItem();
		const sent = await sendToRepair(
			test.db,
			agent,
			{ ...broken, ...service, loanItemId: loan.itemId },
			clock
		);
		expect(await row(loan.itemId)).toMatchObject({ state: 'handed_over', holderId: mari.id });
		expect(await textOf(sent.loanActId ?? '')).toMatchObject({
			kind: 'handover',
			note: `Asendusseade seadme ${broken.inventoryNumber} remondi ajaks`
		});
	});

	it('is refused without vendor or fault, with a day that is over, and changes nothing then', async () => {
		const one = await addItem();
		const send = (more: object, actor = agent) =>
			refusalOf(sendToRepair(test.db, actor, { ...one, ...service, ...more }, clock));
		expect(await send({ vendor: ' ' })).toBe('Invalid errors_required');
		expect(await send({ fault: '' })).toBe('Invalid errors_required');
		expect(await send({ expectedOn: '2026-11-23' })).toBe('Invalid repair_expected_over');
		const loan = await addItem();
		expect(await send({ loanItemId: loan.itemId })).toBe('Invalid repair_loan_for_one');
		expect(await row(one.itemId)).toMatchObject({ state: 'in_stock' });
	});

	it('gives no loan that somebody else has got meanwhile, and then sends nothing', async () => {
		const mari = await town.addPerson('Mari');
		const broken = await heldBy(mari.id);
		const taken = await heldBy(mari.id);
		expect(
			await refusalOf(
				sendToRepair(test.db, agent, { ...broken, ...service, loanItemId: taken.itemId }, clock)
			)
		).toBe('Conflict registers_item_already_held');
		expect(await row(broken.itemId)).toMatchObject({ state: 'in_use' });
	});

	it('is for the desk of the unit; of two who send one at once one does', async () => {
		const one = await addItem({ unitId: town.kindergarten.id });
		const other = actorOf(await town.addPerson('Other'), withRole('agent', [town.office.id]));
		const send = (actor: Actor) =>
			refusalOf(sendToRepair(test.db, actor, { ...one, ...service }, clock));
		expect(await send(other)).toBe('NotFound errors_not_found');
		expect(await send(actorOf(await town.addPerson('Auditor'), withRole('auditor')))).toBe(
			'Forbidden errors_forbidden'
		);
		const results = await Promise.all([send(agent), send(agent)]);
		expect(results.filter((said) => said === 'Conflict registers_item_in_repair')).toHaveLength(1);
		expect(await repairsOfItem(test.db, one.itemId)).toHaveLength(1);
	});
});

describe('coming back', () => {
	it('goes to its holder with outcome and cost, and the loan into stock', async () => {
		const mari = await town.addPerson('Mari');
		const broken = await heldBy(mari.id);
		const loan = await addItem();
		const more = { ...service, loanItemId: loan.itemId, requestNumber: 7, requestId: newId() };
		await sendToRepair(test.db, agent, { ...broken, ...more }, clock);
		const later = fixedClock(new Date(townNow.getTime() + 5 * 86_400_000));
		const back = await bringBack(
			test.db,
			agent,
			{ ...broken, outcome: 'repaired', costCents: 12_950, loan: 'returned' },
			later
		);
		expect(await row(broken.itemId)).toMatchObject({ state: 'in_use', holderId: mari.id });
		expect(await row(loan.itemId)).toMatchObject({ state: 'in_stock', holderId: null });
		expect(await repairsOfItem(test.db, broken.itemId)).toMatchObject([
			{ returnedOn: '2026-11-29', outcome: 'repaired', costCents: 12_950, inActId: back.actId }
		]);
		const text = await textOf(back.actId);
		expect(text).toMatchObject({ kind: 'repair_in', request: 'IT-7' });
		expect(text?.facts.map(({ label }) => label)).toEqual(['vendor', 'outcome', 'cost']);
		expect(text?.facts.map(({ value }) => value.replaceAll('\u00a0', ' '))).toEqual([
			'Hooldus OÜ',
			'parandati',
			'129,50 €'
		]);
	});

	it('goes into stock by a return act when that is said, and the loan is asked back', async () => {
		const mari = await town.addPerson('Mari');
		const broken = await heldBy(mari.id);
		const loan = await addItem();
		const more = { ...service, loanItemId: loan.itemId };
		await sendToRepair(test.db, agent, { ...broken, ...more }, clock);
		const back = await bringBack(
			test.db,
			agent,
			{
				...broken,
				...{ outcome: 'not_repairable', to: 'stock', placeId: town.stock, room: 'B2' },
				loan: 'asked_back'
			},
			clock
		);
		expect(await row(broken.itemId)).toMatchObject({
			...{ state: 'in_stock', holderId: null, placeId: town.stock, room: 'B2' }
		});
		expect(await textOf(back.returnActId ?? '')).toMatchObject({ kind: 'return' });
		expect(await row(loan.itemId)).toMatchObject({ state: 'to_be_returned' });
	});

	it('bears the serial number of the one that came instead, unless another item has it', async () => {
		const taken = await addItem({ serial: 'SN-TAKEN' });
		const one = await addItem({ serial: 'SN-OLD' });
		await sendToRepair(test.db, agent, { ...one, ...service }, clock);
		const back = (serial: string) =>
			bringBack(test.db, agent, { ...one, outcome: 'replaced', serial }, clock);
		expect(await refusalOf(back('sn-taken'))).toMatch(/^Invalid .*_serial_taken$/);
		await back('SN-NEW');
		expect(await row(one.itemId)).toMatchObject({ serial: 'SN-NEW', state: 'in_stock' });
		expect(await row(taken.itemId)).toMatchObject({ serial: 'SN-TAKEN' });
	});

	it('is refused for what is not in repair', async () => {
		const one = await addItem();
		expect(await refusalOf(bringBack(test.db, agent, { ...one, outcome: 'repaired' }, clock))).toBe(
			'Conflict registers_item_not_in_repair'
		);
	});
});

describe('the list of repairs', () => {
	it('shows open ones by the day expected, and finds overdue ones, vendors and units', async () => {
		const one = await addItem({ unitId: town.group.id });
		const vendor = 'Servis AS';
		const { repairIds } = await sendToRepair(
			test.db,
			agent,
			{ ...one, vendor, fault: 'Aku', expectedOn: '2026-11-25' },
			clock
		);
		const find = async (query: string, at = clock) => {
			const state = parseListState(repairsShape, new URLSearchParams(query));
			const page = await listRepairs(test.db, agent, state, at);
			return page.rows.map(({ inventoryNumber }) => inventoryNumber);
		};
		expect((await find(''))[0]).toBe(one.inventoryNumber);
		expect(await find(`vendor=${vendor}`)).toEqual([one.inventoryNumber]);
		expect(await find(`unit=${town.kindergarten.id}`)).toContain(one.inventoryNumber);
		expect(await find('state=overdue')).toEqual([]);
		expect(await find(`vendor=${vendor}&sent=2026-11-24..`)).toEqual([one.inventoryNumber]);
		expect(await find(`vendor=${vendor}&sent=..2026-11-23`)).toEqual([]);
		expect(await find(`vendor=${vendor}&sent=RV-2026-001`)).toEqual([one.inventoryNumber]);
		const later = fixedClock(new Date('2026-11-26T10:00:00Z'));
		expect(await find('state=overdue', later)).toEqual([one.inventoryNumber]);
		expect(await repairVendors(test.db)).toContain(vendor);
		const [repairId = ''] = repairIds;
		const change = (expectedOn: string) =>
			changeExpectedDay(test.db, agent, { repairId, expectedOn, note: 'osa tellitud' }, later);
		expect(await refusalOf(change('2026-11-25'))).toBe('Invalid repair_expected_over');
		await change('2026-12-20');
		expect(await find('state=overdue', later)).toEqual([]);
		expect(await getRepair(test.db, agent, repairId)).toMatchObject({
			...{ expectedOn: '2026-12-20', note: 'osa tellitud' }
		});
		await bringBack(test.db, agent, { ...one, outcome: 'no_fault' }, later);
		expect(await refusalOf(change('2026-12-21'))).toBe('Conflict repair_over');
	});

	it('keeps one open repair of what was lost there, found and sent again', async () => {
		const one = await addItem();
		await sendToRepair(test.db, agent, { ...one, ...service }, clock);
		await reportMissing(test.db, agent, one, clock);
		await findItem(test.db, agent, one, clock);
		await sendToRepair(test.db, agent, { ...one, ...service }, clock);
		const all = await repairsOfItem(test.db, one.itemId);
		expect(all.filter(({ returnedOn }) => returnedOn === null)).toHaveLength(1);
	});
});
