import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FindingKind } from '#lib/equipment/inventory/findings.ts';
import { findingsShape } from '#lib/equipment/inventory/findings-shape.ts';
import { parseListState } from '#lib/lists/list-state.ts';
import type { Actor } from '#lib/people/actor.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { decideFinding } from '#lib/server/equipment/inventory/decide-finding.ts';
import { dismissFindings } from '#lib/server/equipment/inventory/dismiss-findings.ts';
import { findFinding, listFindings } from '#lib/server/equipment/inventory/list-findings.ts';
import { markGone } from '#lib/server/equipment/inventory/mark-gone.ts';
import { reportedOf } from '#lib/server/equipment/inventory/reported-of.ts';
import type { Site } from '#lib/server/equipment/inventory/site-of-token.ts';
import { addSite } from '#lib/server/equipment/inventory/sites.ts';
import { inventoryFinding } from '#lib/server/equipment/inventory/tables.ts';
import { takeReport } from '#lib/server/equipment/inventory/take-report.ts';
import { item } from '#lib/server/equipment/tables.ts';
import { person, unit } from '#lib/server/people/tables.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { itemInUse } from '#tests/support/items.ts';
import { refusalOf } from '#tests/support/refusals.ts';
import {
	actorOf,
	smallTown,
	townNow,
	withRole,
	type SmallTown,
	type TownPerson
} from '#tests/support/town.ts';

const DAY = 86_400_000;
const clock = fixedClock(townNow);
let test: TestDatabase;
let town: SmallTown;
let agent: Actor;
let mari: TownPerson;
let jaan: TownPerson;
let site: Site;
let count = 0;

beforeAll(async () => {
	test = await testDatabase({ max: 12 });
	town = await smallTown(test.db);
	agent = actorOf(await town.addPerson('Agent'), withRole('agent'));
	mari = await town.addPerson('Mari Tamm', { unitId: town.kindergarten.id });
	jaan = await town.addPerson('Jaan Kask');
	await test.db
		.update(person)
		.set({ email: 'jaan.kask@linn.example' })
		.where(eq(person.id, jaan.id));
	const added = await addSite(test.db, agent, { name: 'Raekoda', placeId: town.hall }, clock);
	site = { id: added.id, placeId: town.hall };
});
afterAll(() => test.close());

type Said = { user?: string; memory?: number; disks?: number[] };
/** What an agent says of one computer, again and again. */
function computer(serial = `SN-${++count}`) {
	const say = (more: Said = {}, at = clock) =>
		takeReport(
			test.db,
			site,
			{
				...{ speaks: 'json', asks: false, partial: false, itemType: 'Computer' },
				deviceId: `pc-${serial}`,
				content: {
					bios: { ssn: serial, smanufacturer: 'Dell', smodel: 'XPS 13' },
					hardware: {
						name: `pc-${serial}`,
						lastloggeduser: more.user ?? '',
						memory: more.memory ?? 8000
					},
					storages: (more.disks ?? [256_000]).map((disksize) => ({ disksize }))
				}
			},
			at
		);
	return { serial, say };
}
const heldAt = (serial: string, placeId = town.hall, holderId: string | undefined = mari.id) =>
	itemInUse(test.db, { serial, holderId, placeId, category: 'laptop' }, townNow);
const findings = (deviceRowId: string, kind?: FindingKind) =>
	test.db
		.select()
		.from(inventoryFinding)
		.where(
			and(
				eq(inventoryFinding.deviceRowId, deviceRowId),
				kind ? eq(inventoryFinding.kind, kind) : undefined
			)
		)
		.orderBy(inventoryFinding.id);
const open = async (deviceRowId: string, kind: FindingKind) => {
	const found = (await findings(deviceRowId, kind)).find(({ state }) => state === 'open');
	if (!found) throw new Error(`There is no open finding of ${kind}.`);
	return found;
};
const row = async (id: string) => {
	const [found] = await test.db.select().from(item).where(eq(item.id, id));
	return found;
};
const decide = (input: Parameters<typeof decideFinding>[2], actor = agent) =>
	decideFinding(test.db, actor, input, clock);

describe('a report that differs from the register', () => {
	it('of an unknown device is one finding, however often it comes', async () => {
		const { say } = computer();
		await say();
		const { deviceRowId } = await say();
		expect(await findings(deviceRowId)).toMatchObject([
			{ kind: 'unknown_device', times: 2, state: 'open', seen: expect.stringContaining('XPS 13') }
		]);
	});

	it('by place is a finding until it agrees again; a room of the house is the house', async () => {
		const { serial, say } = computer();
		const { id } = await heldAt(serial, town.stock);
		const { deviceRowId } = await say();
		expect(await findings(deviceRowId)).toMatchObject([
			{ kind: 'other_place', itemId: id, registered: 'stock', seenPlaceId: town.hall }
		]);
		expect(await row(id)).toMatchObject({ placeId: town.stock, state: 'in_use' });
		await test.sql`update place set parent_id = ${town.hall} where id = ${town.stock}`;
		await say();
		expect(await findings(deviceRowId)).toMatchObject([{ state: 'passed' }]);
		await test.sql`update place set parent_id = null where id = ${town.stock}`;
	});

	it('by user is a finding after three reports in a row that name one other person', async () => {
		const { serial, say } = computer();
		await heldAt(serial);
		await say({ user: 'LINN\\jaan.kask' });
		await say({ user: 'jaan.kask@linn.example' });
		const { deviceRowId } = await say({ user: 'root' });
		await say({ user: 'jaan.kask' });
		await say({ user: 'Jaan Kask' });
		expect(await findings(deviceRowId)).toEqual([]);
		await say({ user: 'jaan.kask' });
		expect(await findings(deviceRowId)).toMatchObject([
			{ kind: 'other_user', registered: 'Mari Tamm', seenPersonId: jaan.id }
		]);
	});

	it('by memory or disks is a finding; what has no words of it changes nothing', async () => {
		const { serial, say } = computer();
		await heldAt(serial);
		await say();
		const { deviceRowId } = await say({ memory: 16_000, disks: [512_000, 256_000] });
		expect(await findings(deviceRowId)).toMatchObject([
			{ kind: 'hardware_changed', registered: '8000;256', seen: '16000;512,256' }
		]);
	});

	it('by silence of sixty days is a finding of the night, once, while somebody has it', async () => {
		const { serial, say } = computer();
		await heldAt(serial);
		const { deviceRowId } = await say({}, fixedClock(new Date(townNow.getTime() - 61 * DAY)));
		const lately = computer();
		await heldAt(lately.serial);
		const recent = await lately.say({}, fixedClock(new Date(townNow.getTime() - 59 * DAY)));
		await markGone({ db: test.db, clock });
		await markGone({ db: test.db, clock });
		expect(await findings(deviceRowId)).toMatchObject([{ kind: 'gone', state: 'open' }]);
		expect(await findings(recent.deviceRowId)).toEqual([]);
		await say();
		expect(await findings(deviceRowId)).toMatchObject([{ state: 'passed' }]);
	});
});

describe('a decision', () => {
	it('registers an unknown device with what it says of itself', async () => {
		const { serial, say } = computer();
		const { deviceRowId } = await say();
		const { id: findingId } = await open(deviceRowId, 'unknown_device');
		const register = { findingId, decision: 'register' as const };
		expect(await refusalOf(decide({ ...register, model: 'XPS 13' }))).toMatch(/errors_required/);
		const { itemId } = await decide({
			...register,
			...{ inventoryNumber: 'km-70001', category: 'laptop', model: 'XPS 13' }
		});
		expect(await row(itemId ?? '')).toMatchObject({
			...{ inventoryNumber: 'KM-70001', serial, state: 'in_stock', placeId: town.hall }
		});
		expect(await reportedOf(test.db, itemId ?? '')).toMatchObject({ serial, memory: 8000 });
		await say();
		expect(await findings(deviceRowId)).toMatchObject([{ state: 'accepted', itemId }]);
	});

	it('links an unknown device to a record, and fills in only what that lacks', async () => {
		const { serial, say } = computer();
		const { deviceRowId } = await say();
		const { id } = await heldAt('');
		const number = (await row(id))?.inventoryNumber ?? '';
		const { id: findingId } = await open(deviceRowId, 'unknown_device');
		const link = { findingId, decision: 'link' as const };
		expect(await refusalOf(decide({ ...link, inventoryNumber: 'KM-0' }))).toBe(
			'Invalid inventory_no_such_item'
		);
		await decide({ ...link, inventoryNumber: number.toLowerCase() });
		expect(await row(id)).toMatchObject({ serial });
		expect(await say()).toMatchObject({ itemId: id });
	});

	it('moves an item to where it was seen, by an act, also one that was missing', async () => {
		const { serial, say } = computer();
		const { id } = await heldAt(serial, town.stock);
		const { deviceRowId } = await say();
		const { id: findingId } = await open(deviceRowId, 'other_place');
		await decide({ findingId, decision: 'move', room: '204' });
		expect(await row(id)).toMatchObject({ placeId: town.hall, room: '204', holderId: mari.id });
	});

	it('hands an item over to who uses it, who is asked to accept', async () => {
		const { serial, say } = computer();
		const { id } = await heldAt(serial);
		for (const user of ['jaan.kask', 'jaan.kask']) await say({ user });
		const { deviceRowId } = await say({ user: 'jaan.kask' });
		const { id: findingId } = await open(deviceRowId, 'other_user');
		await decide({ findingId, decision: 'hand_over' });
		expect(await row(id)).toMatchObject({ holderId: jaan.id, state: 'handed_over' });
	});

	it('takes note of new hardware, asks back what is silent', async () => {
		const { serial, say } = computer();
		const { id } = await heldAt(serial);
		await say();
		const { deviceRowId } = await say({ memory: 16_000 });
		const hardware = await open(deviceRowId, 'hardware_changed');
		await decide({ findingId: hardware.id, decision: 'accept_hardware' });
		await say({ memory: 16_000 }, fixedClock(new Date(townNow.getTime() - 90 * DAY)));
		await markGone({ db: test.db, clock });
		const gone = await open(deviceRowId, 'gone');
		await decide({ findingId: gone.id, decision: 'ask_back', note: 'Kus see on?' });
		expect(await row(id)).toMatchObject({ state: 'to_be_returned' });
		expect(await findings(deviceRowId)).toMatchObject([
			{ state: 'accepted' },
			{ state: 'accepted' }
		]);
	});

	it('to dismiss needs a reason, and holds as long as the same is seen', async () => {
		const { serial, say } = computer();
		await heldAt(serial, town.stock);
		const { deviceRowId } = await say();
		const { id: findingId } = await open(deviceRowId, 'other_place');
		const dismiss = { findingId, decision: 'dismiss' as const };
		expect(await refusalOf(decide({ ...dismiss, note: ' ' }))).toBe('Invalid inventory_say_why');
		expect(await refusalOf(decide({ ...dismiss, decision: 'hand_over' }))).toMatch(/^Invalid/);
		await decide({ ...dismiss, note: 'Laenus' });
		await say();
		expect(await findings(deviceRowId)).toMatchObject([{ state: 'dismissed', note: 'Laenus' }]);
	});

	it('of two at once is one: the second is told who was first', async () => {
		const { serial, say } = computer();
		const { id } = await heldAt(serial, town.stock);
		const { deviceRowId } = await say();
		const { id: findingId } = await open(deviceRowId, 'other_place');
		const said = await Promise.all(
			[decide({ findingId, decision: 'move' }), decide({ findingId, decision: 'move' })].map(
				refusalOf
			)
		);
		expect(said.filter((one) => one === 'Conflict inventory_decided')).toHaveLength(1);
		expect(await row(id)).toMatchObject({ moves: 4 });
	});

	it('dismisses many for one reason, and leaves what was decided meanwhile', async () => {
		const rows = [];
		for (const { say } of [computer(), computer(), computer()]) rows.push(await say());
		const ids: string[] = [];
		for (const { deviceRowId } of rows) ids.push((await open(deviceRowId, 'unknown_device')).id);
		await decide({ findingId: ids[0] ?? '', decision: 'dismiss', note: 'Võõras' });
		expect(await dismissFindings(test.db, agent, { ids, note: 'Külalised' }, clock)).toBe(2);
		expect(await refusalOf(dismissFindings(test.db, agent, { ids, note: '' }, clock))).toBe(
			'Invalid inventory_say_why'
		);
	});
});

describe('the inbox', () => {
	const list = (actor: Actor, query: string) =>
		listFindings(test.db, actor, parseListState(findingsShape, new URLSearchParams(query)), clock);

	it('shows the desk of a unit its things and the unknown devices of its house, and refuses others', async () => {
		const ours = computer('OURS');
		await heldAt(ours.serial, town.stock);
		const { deviceRowId } = await ours.say();
		const theirs = computer('THEIRS');
		await heldAt(theirs.serial, town.stock, jaan.id);
		const other = await theirs.say();
		const units = [town.kindergarten.id, town.group.id];
		const limited = actorOf(await town.addPerson('Limited'), withRole('agent', units));
		const seen = (await list(limited, 'q=S')).rows.map(({ device }) => device.serial);
		expect(seen).toContain('OURS');
		expect(seen).not.toContain('THEIRS');
		const { rows: unknown } = await list(limited, 'state=open&kind=unknown_device');
		expect(unknown).toEqual([]);
		await test.db.update(unit).set({ placeId: town.hall }).where(eq(unit.id, town.kindergarten.id));
		expect((await list(limited, 'state=open&kind=unknown_device')).rows.length).toBeGreaterThan(0);
		const foreign = await open(other.deviceRowId, 'other_place');
		expect(await findFinding(test.db, limited, foreign.id)).toBeUndefined();
		expect(await refusalOf(decide({ findingId: foreign.id, decision: 'move' }, limited))).toMatch(
			/^NotFound/
		);
		const auditor = actorOf(await town.addPerson('Auditor'), withRole('auditor'));
		const own = await open(deviceRowId, 'other_place');
		expect(await refusalOf(decide({ findingId: own.id, decision: 'move' }, auditor))).toMatch(
			/^Forbidden/
		);
		expect(await refusalOf(list(actorOf(mari), ''))).toMatch(/^Forbidden/);
		await decide({ findingId: own.id, decision: 'move' }, limited);
	});

	it('says nothing of a record that was withdrawn', async () => {
		const { serial, say } = computer();
		const { id } = await heldAt(serial, town.stock);
		const { deviceRowId } = await say();
		const { id: findingId } = await open(deviceRowId, 'other_place');
		expect(await findFinding(test.db, agent, findingId)).toBeDefined();
		await test.owner`update item set withdrawn_at = now() where id = ${id}`;
		expect(await findFinding(test.db, agent, findingId)).toBeUndefined();
		expect((await list(agent, `q=${serial}`)).rows.map(({ itemId }) => itemId)).not.toContain(id);
	});

	it('begins with what waits, and is filtered and searched', async () => {
		const { rows } = await list(agent, '');
		const states = rows.map(({ state }) => state === 'open');
		expect(states).toEqual(states.toSorted((a, b) => Number(b) - Number(a)));
		expect(
			(await list(agent, 'state=dismissed')).rows.every(({ state }) => state === 'dismissed')
		).toBe(true);
		expect(
			(await list(agent, 'q=THEIRS&kind=other_place&seen=2026-11-24..2026-11-24')).rows
		).toHaveLength(1);
		expect((await list(agent, 'seen=..2026-11-23')).rows).toEqual([]);
		expect((await list(agent, 'sort=times&site=nonsense')).rows).toEqual([]);
	});
});
