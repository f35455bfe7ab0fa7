import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemActor, type Actor } from '#lib/people/actor.ts';
import { publishService } from '#lib/server/catalogue/publish-service.ts';
import { listRecordHistory } from '#lib/server/audit/list-audit.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { askBack } from '#lib/server/equipment/change-item-state.ts';
import { sendToRepair } from '#lib/server/equipment/repair/send-to-repairs.ts';
import { completeTask } from '#lib/server/requests/complete-task.ts';
import { fulfilRequest } from '#lib/server/requests/fulfil-request.ts';
import { findDeskEquipment } from '#lib/server/requests/queries/desk-equipment.ts';
import { getDeskPanel } from '#lib/server/requests/queries/desk-panel.ts';
import { getFormSources } from '#lib/server/requests/queries/form-sources.ts';
import { getRequestPage } from '#lib/server/requests/queries/request-page.ts';
import { submitRequest } from '#lib/server/requests/submit-request.ts';
import { serviceRequest } from '#lib/server/requests/tables.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { itemInUse } from '#tests/support/items.ts';
import { refusalOf } from '#tests/support/refusals.ts';
import { withRole } from '#tests/support/town.ts';
import { townWithDesk, type TownWithDesk } from './desk.ts';

const words = (et: string) => ({ et, ru: et, en: et });
const repair = {
	title: words('Remont'),
	summary: words('Katki'),
	icon: 'wrench',
	category: 'equipment',
	gives: 'nothing',
	needsAct: true,
	workingDays: 5,
	fields: [{ kind: 'my_equipment', key: 'item', label: words('Mis'), required: false }],
	tasks: [{ key: 'fix', title: words('Paranda') }]
};
let base: TestDatabase;
let desk: TownWithDesk;

beforeAll(async () => {
	base = await testDatabase();
	desk = await townWithDesk(base.db);
	const input = { slug: 'repair', definition: repair, note: '', basedOn: 0 };
	await publishService(base.db, systemActor, input, desk.clock);
});
afterAll(() => base.close());

const device = (more: { placeId?: string } = {}) =>
	itemInUse(
		base.db,
		more.placeId ? { ...more, category: 'printer' } : { holderId: desk.actors.employee.personId },
		desk.clock.now()
	);
const ask = async (item?: string) => {
	const { requests } = await submitRequest(
		base.db,
		desk.actors.employee,
		{
			slug: 'repair',
			submissionKey: newId(),
			beneficiaryIds: [desk.actors.employee.personId],
			values: item ? { item } : {}
		},
		desk.clock
	);
	const number = requests[0]?.number ?? 0;
	await completeTask(base.db, desk.actors.agent, { number, taskKey: 'fix' }, desk.clock);
	return number;
};
const fulfil = (number: number, noAct?: string) =>
	fulfilRequest(base.db, desk.actors.agent, { number, noAct }, desk.clock);
const sent = { vendor: 'Remondikoda', fault: 'Ekraan' };
const needed = 'Invalid mine_act_needed';

describe('a request about a device', () => {
	it('is not done until an act about the device is recorded', async () => {
		const { id } = await device();
		const number = await ask(id);
		await base.db
			.update(serviceRequest)
			.set({ submittedAt: new Date(desk.clock.now().getTime() + 1000) })
			.where(eq(serviceRequest.number, number));
		expect(await refusalOf(fulfil(number))).toBe(needed);
		expect(await findDeskEquipment(base.db, number)).toMatchObject({
			needsAct: true,
			devices: [{ id, state: 'in_use', holderName: 'Liis Kask', repairs: [] }]
		});
		const later = { now: () => new Date(desk.clock.now().getTime() + 2000) };
		await askBack(base.db, systemActor, { itemId: id }, later);
		expect(await refusalOf(fulfil(number))).toBe(needed);
		await sendToRepair(base.db, systemActor, { itemId: id, ...sent }, later);
		expect(await findDeskEquipment(base.db, number)).toMatchObject({ needsAct: false });
		expect(await fulfil(number)).toMatchObject({ status: 'fulfilled' });
	});

	it('or somebody says why none is needed, which is kept', async () => {
		const { id } = await device();
		const number = await ask(id);
		await base.db
			.update(serviceRequest)
			.set({ submittedAt: new Date(desk.clock.now().getTime() + 1000) })
			.where(eq(serviceRequest.number, number));
		expect(await refusalOf(fulfil(number, '  '))).toBe(needed);
		expect(await fulfil(number, 'Kaabel oli lahti.')).toMatchObject({ status: 'fulfilled' });
		const [row] = await base.db
			.select()
			.from(serviceRequest)
			.where(eq(serviceRequest.number, number));
		expect(row?.noActReason).toBe('Kaabel oli lahti.');
		const history = await listRecordHistory(base.db, 'request', row?.id ?? '');
		expect(history.find(({ action }) => action === 'request.fulfilled')?.after).toMatchObject({
			noActReason: 'Kaabel oli lahti.'
		});
	});

	it('is done as any other when it names no device', async () => {
		expect(await fulfil(await ask())).toMatchObject({ status: 'fulfilled' });
	});

	it('shows its acts to whoever gets the thing, the desk and auditors', async () => {
		const { id } = await device();
		const number = await ask(id);
		const read = (actor: Actor) => getRequestPage(base.db, actor, number, desk.clock.now());
		const { agent, employee, manager } = desk.actors;
		const { id: requestId } = await read(agent);
		const about = { itemId: id, ...sent, requestId, requestNumber: number };
		const { actNumber } = await sendToRepair(base.db, agent, about, desk.clock);
		const auditor = { ...desk.actors.other, ...withRole('auditor') };
		for (const reader of [agent, auditor, employee])
			expect((await read(reader)).made.map((act) => act.number)).toEqual([actNumber]);
		expect((await read(manager)).made).toEqual([]);
		const panel = await getDeskPanel(base.db, auditor, number, desk.clock.now());
		expect(panel.request.made).toHaveLength(1);
	});

	it('is refused by the database too', async () => {
		const { id } = await device();
		const number = await ask(id);
		const later = new Date(desk.clock.now().getTime() + 1000);
		const past = base.db
			.update(serviceRequest)
			.set({ status: 'fulfilled', submittedAt: later })
			.where(eq(serviceRequest.number, number));
		await expect(past).rejects.toMatchObject({ cause: { code: '23001' } });
	});

	it('can be about what is shared where the person works', async () => {
		const here = await device({ placeId: desk.hall });
		const there = await device({ placeId: desk.stock });
		const own = await device();
		const { equipment = [] } = await getFormSources(base.db, desk.actors.employee, {
			fields: [
				{ kind: 'my_equipment', key: 'item', label: words('Mis'), required: false, half: false }
			],
			typed: {},
			beneficiaryIds: [desk.actors.employee.personId],
			locale: 'et'
		});
		const offered = equipment.map(({ value }) => value);
		expect(offered).toContain(own.id);
		expect(offered).not.toContain(there.id);
		await ask(own.id);
		expect(await refusalOf(ask(there.id))).toMatch(/^Invalid/);
		await sendToRepair(base.db, systemActor, { itemId: own.id, ...sent }, desk.clock);
		expect(offered.includes(here.id)).toBe(true);
		await ask(here.id);
	});
});
