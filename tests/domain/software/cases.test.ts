import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemActor, type Actor } from '#lib/people/actor.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { receiveReport } from '#lib/server/equipment/inventory/receive-report.ts';
import { addSite } from '#lib/server/equipment/inventory/sites.ts';
import { handOver } from '#lib/server/equipment/hand-over.ts';
import { registerItem } from '#lib/server/equipment/register-item.ts';
import { bellEntry } from '#lib/server/notifications/tables.ts';
import { roleGrant, unit } from '#lib/server/people/tables.ts';
import { commentCase } from '#lib/server/software/cases/comment-case.ts';
import { findCases } from '#lib/server/software/cases/find-cases.ts';
import { casesOf, getCase } from '#lib/server/software/cases/get-case.ts';
import { remindOfCases } from '#lib/server/software/cases/remind-of-cases.ts';
import { coverCase, excuseCase } from '#lib/server/software/cases/settle-case.ts';
import { saveRule } from '#lib/server/software/installations/save-rule.ts';
import { takeSoftware } from '#lib/server/software/installations/take-software.ts';
import { saveLicence } from '#lib/server/software/licences/save-licence.ts';
import { openPosition } from '#lib/server/software/open-position.ts';
import { saveProduct } from '#lib/server/software/save-product.ts';
import { productVersion } from '#lib/server/software/tables.ts';
import { newId } from '#lib/server/db/new-id.ts';
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

const DAY = 86_400_000;
const after = (days: number) => fixedClock(new Date(townNow.getTime() + days * DAY));
const clock = after(0);
let test: TestDatabase;
let town: SmallTown;
let desk: Actor;
let token: string;
let count = 0;

beforeAll(async () => {
	test = await testDatabase({ max: 12 });
	town = await smallTown(test.db);
	desk = actorOf(await town.addPerson('Agent'), withRole('agent'));
	const grant = { role: 'agent' as const, personId: desk.personId, createdAt: townNow };
	await test.db.insert(roleGrant).values({ id: newId(), ...grant });
	({ token } = await addSite(test.db, desk, { name: 'Raekoda', placeId: null }, clock));
});
afterAll(() => test.close());

type Said = { name: string; version?: string };
async function report(serial: string, softwares: Said[] | undefined, at = clock) {
	const headers = new Headers({
		'content-type': 'application/json',
		authorization: `Bearer ${token}`
	});
	const content = { bios: { ssn: serial }, hardware: { name: serial }, softwares };
	const { body } = new Response(JSON.stringify({ deviceid: serial, content }));
	await receiveReport(test.db, { headers, body }, '192.0.2.1', at, takeSoftware);
}
const find = (at = clock) => findCases({ db: test.db, clock: at }, {});

/** A laptop in somebody's hands. */
async function laptopOf(who: TownPerson | null) {
	const serial = `SN-${++count}`;
	const inventoryNumber = `KM-${serial}`;
	await registerItem(
		test.db,
		systemActor,
		{ inventoryNumber, category: 'laptop', model: 'XPS', serial },
		clock
	);
	const signed = { method: 'paper' as const };
	const where = { placeId: town.hall, room: '', signed };
	if (who)
		await handOver(test.db, systemActor, { inventoryNumber, personId: who.id, ...where }, clock);
	return serial;
}
/** A product with the rule that everything that begins with its name is it. */
async function addProduct(more: object = {}) {
	const name = `Program ${++count}`;
	const { id } = await saveProduct(
		test.db,
		systemActor,
		{
			...{ slug: `p-${count}`, name, description: { et: '', ru: '' } },
			...{ policy: 'allowed', ...more }
		},
		clock
	);
	await saveRule(test.db, desk, { nameMatch: 'starts', name, productId: id }, clock);
	return { id, name };
}
const casesFor = (productId: string) =>
	test.db.execute<{
		id: string;
		number: number;
		kind: string;
		state: string;
		found: string;
		deadline: string;
		managerId: string | null;
		seat: boolean;
		licence: boolean;
	}>(sql`
		select id, number, kind, state, found, deadline, manager_id as "managerId",
			seat_id is not null as seat, licence_id is not null as licence
		from software_case where product_id = ${productId} order by number`);
const bells = async (personId: string) =>
	(await test.db.select().from(bellEntry).where(eq(bellEntry.personId, personId))).map(
		({ kind }) => kind
	);

describe('forbidden software', () => {
	it('opens one case, tells the user and the manager, and only a later report removes it', async () => {
		const boss = await town.addPerson('Boss');
		const mari = await town.addPerson('Mari', { managerId: boss.id });
		const serial = await laptopOf(mari);
		const bad = await addProduct({ policy: 'forbidden' });
		await report(serial, [{ name: bad.name, version: '1.2' }]);
		await Promise.all([find(), find(), find()]);
		const [one, ...more] = await casesFor(bad.id);
		expect(more).toEqual([]);
		expect(one).toMatchObject({
			...{ kind: 'forbidden', state: 'open', found: `${bad.name} 1.2` },
			...{ deadline: '2026-12-08', managerId: boss.id }
		});
		expect(await bells(mari.id)).toContain('software.case_opened');
		expect(await bells(boss.id)).toContain('software.case_manager');
		expect(await casesOf(test.db, mari.id)).toMatchObject([{ product: bad.name }]);
		expect(await casesOf(test.db, boss.id)).toMatchObject([{ product: bad.name }]);
		await report(serial, undefined, after(1));
		await report(serial, [], after(1));
		await find(after(1));
		expect((await casesFor(bad.id))[0]?.state).toBe('open');
		await report(serial, [{ name: 'Something else' }], after(2));
		await find(after(2));
		expect(await casesFor(bad.id)).toMatchObject([{ state: 'removed' }]);
		expect(await bells(mari.id)).toContain('software.case_closed');
		await report(serial, [{ name: bad.name, version: '1.2' }], after(3));
		await find(after(3));
		expect(await casesFor(bad.id)).toMatchObject([{ state: 'removed' }, { state: 'open' }]);
	});

	it('is told to the head above where a manager is missing, and to the desk where nobody is', async () => {
		const bad = await addProduct({ policy: 'forbidden' });
		const head = await town.addPerson('Head');
		await test.db.update(unit).set({ headId: head.id }).where(eq(unit.id, town.kindergarten.id));
		const kati = await town.addPerson('Kati', { unitId: town.group.id });
		const alone = await town.addPerson('Alone');
		for (const who of [kati, alone, null]) {
			await report(await laptopOf(who), [{ name: bad.name }]);
		}
		await find();
		expect((await casesFor(bad.id)).map(({ managerId }) => managerId)).toEqual([
			head.id,
			null,
			null
		]);
		expect(await bells(head.id)).toContain('software.case_manager');
		expect(await bells(desk.personId)).toContain('software.case_desk');
	});

	it('may be excused until a day; then, or when it comes again, it is a new case', async () => {
		const bad = await addProduct({ policy: 'forbidden' });
		const serial = await laptopOf(await town.addPerson('Mari'));
		await report(serial, [{ name: bad.name }]);
		await find();
		const [one] = await casesFor(bad.id);
		const caseId = one?.id ?? '';
		const excuse = (more: object, actor = desk) =>
			refusalOf(
				excuseCase(test.db, actor, { caseId, reason: 'Needed', until: null, ...more }, clock)
			);
		expect(await excuse({ reason: ' ' })).toBe('Invalid errors_required');
		expect(await excuse({ until: '2026-11-01' })).toBe('Invalid legality_until_past');
		const limited = actorOf(await town.addPerson('L'), withRole('agent', [town.office.id]));
		expect(await excuse({}, limited)).toMatch(/^Forbidden/);
		await excuse({ until: '2026-11-26' });
		expect(await excuse({})).toBe('Conflict legality_case_closed');
		await find(after(1));
		expect(await casesFor(bad.id)).toHaveLength(1);
		await find(after(3));
		const [, second] = await casesFor(bad.id);
		expect(second?.state).toBe('open');
		await excuseCase(
			test.db,
			desk,
			{ caseId: second?.id ?? '', reason: 'For good', until: null },
			after(3)
		);
		await find(after(4));
		expect(await casesFor(bad.id)).toHaveLength(2);
		await report(serial, [{ name: 'Else' }], after(5));
		await find(after(5));
		await report(serial, [{ name: bad.name }], after(6));
		await find(after(6));
		expect(await casesFor(bad.id)).toHaveLength(3);
	});
});

describe('unlicensed software', () => {
	it('is what no seat covers while the product is short; a seat or a licence settles it', async () => {
		const product = await addProduct({ licensed: true });
		const licence = { productId: product.id, metric: 'person' as const, validFrom: '2026-01-01' };
		await saveLicence(test.db, systemActor, { ...licence, quantity: 1 }, clock);
		const [mari, jaan] = [await town.addPerson('Mari'), await town.addPerson('Jaan')];
		const [first, second] = [await laptopOf(mari), await laptopOf(jaan)];
		await report(first, [{ name: product.name }]);
		await find();
		expect(await casesFor(product.id)).toEqual([]);
		await report(second, [{ name: product.name }]);
		await find();
		const open = await casesFor(product.id);
		expect(open.map(({ kind, state }) => [kind, state])).toEqual([
			['unlicensed', 'open'],
			['unlicensed', 'open']
		]);
		const id = open[0]?.id ?? '';
		const byLicence = (licenceId: string) =>
			refusalOf(coverCase(test.db, desk, { caseId: id, by: { licenceId } }, clock));
		expect(await byLicence(newId())).toBe('Invalid errors_required');
		const { id: more } = await saveLicence(
			test.db,
			systemActor,
			{ ...licence, quantity: 1, validFrom: '2027-01-01' },
			clock
		);
		expect(await byLicence(more)).toBe('Conflict legality_still_short');
		const bySeat = { caseId: id, by: { seatFor: 'person' as const } };
		expect(await refusalOf(coverCase(test.db, desk, bySeat, clock))).toBe(
			'Conflict registers_no_free_seats'
		);
		await saveLicence(test.db, systemActor, { ...licence, quantity: 1 }, clock);
		await coverCase(test.db, desk, bySeat, clock);
		expect(await casesFor(product.id)).toMatchObject([
			{ state: 'licensed', seat: true },
			{ state: 'open' }
		]);
		await find();
		expect((await casesFor(product.id))[1]).toMatchObject({ state: 'licensed', licence: true });
	});

	it('comes when a licence has ended at midnight in Tallinn, not before', async () => {
		const product = await addProduct({ licensed: true });
		const licence = { productId: product.id, metric: 'device' as const, validFrom: '2026-01-01' };
		await saveLicence(
			test.db,
			systemActor,
			{ ...licence, quantity: 5, validUntil: '2026-11-24' },
			clock
		);
		await report(await laptopOf(await town.addPerson('Mari')), [{ name: product.name }]);
		await find(fixedClock(new Date('2026-11-24T21:59:00Z')));
		expect(await casesFor(product.id)).toEqual([]);
		await find(fixedClock(new Date('2026-11-24T22:01:00Z')));
		expect(await casesFor(product.id)).toMatchObject([{ kind: 'unlicensed' }]);
	});
});

describe('an outdated version', () => {
	it('is found by the longest beginning, and an update removes it', async () => {
		const product = await addProduct();
		const versions = [
			['7', '2026-01-01'],
			['7.6', '2027-01-01'],
			['8', '2028-01-01']
		] as const;
		for (const [version, supportedUntil] of versions) {
			await test.db
				.insert(productVersion)
				.values({ id: newId(), productId: product.id, version, supportedUntil });
		}
		const serial = await laptopOf(await town.addPerson('Mari'));
		const other = await laptopOf(await town.addPerson('Jaan'));
		await report(other, [{ name: product.name, version: '7.6.4.1' }]);
		await report(serial, [{ name: product.name, version: '7.60' }]);
		await find();
		expect(await casesFor(product.id)).toMatchObject([
			{ kind: 'outdated', found: `${product.name} 7.60`, state: 'open' }
		]);
		await report(serial, [{ name: product.name, version: '8.1' }], after(1));
		await find(after(1));
		expect(await casesFor(product.id)).toMatchObject([{ state: 'removed' }]);
	});
});

describe('a case', () => {
	it('is read and spoken about by its people and the desk, and by nobody else', async () => {
		const bad = await addProduct({ policy: 'forbidden' });
		const boss = await town.addPerson('Boss');
		const mari = await town.addPerson('Mari', { managerId: boss.id });
		await report(await laptopOf(mari), [{ name: bad.name }]);
		await find();
		const number = (await casesFor(bad.id))[0]?.number ?? 0;
		await commentCase(test.db, actorOf(mari), { number, text: 'I need it.' }, clock);
		expect(await bells(boss.id)).toContain('software.case_said');
		expect(await bells(desk.personId)).toContain('software.case_said');
		const { said } = await getCase(test.db, actorOf(boss), number);
		expect(said).toMatchObject([{ author: 'Mari', text: 'I need it.' }]);
		const far = actorOf(await town.addPerson('Far'), withRole('agent', [town.group.id]));
		const devicesFor = async (actor: Actor) =>
			(await openPosition(test.db, actor, bad.id, { clock })).devices.map(({ holder }) => holder);
		expect(await devicesFor(desk)).toEqual(['Mari']);
		expect(await devicesFor(far)).toEqual([]);
		const deputy = actorOf(await town.addPerson('Deputy'), { deputyFor: [boss.id] });
		expect((await getCase(test.db, deputy, number)).number).toBe(number);
		for (const actor of [far, actorOf(await town.addPerson('Other'))]) {
			expect(await refusalOf(getCase(test.db, actor, number))).toMatch(/^NotFound/);
			expect(await refusalOf(commentCase(test.db, actor, { number, text: 'x' }, clock))).toMatch(
				/^NotFound/
			);
		}
	});

	it('is not spoken about by an auditor, nor excused by the one whose case it is', async () => {
		const bad = await addProduct({ policy: 'forbidden' });
		const own = { id: desk.personId, name: desk.name, unitId: desk.unitId, managerId: null };
		await report(await laptopOf(own), [{ name: bad.name }]);
		await find();
		const [found] = await casesFor(bad.id);
		const { id: caseId, number } = found ?? { id: '', number: 0 };
		const excuse = { caseId, reason: 'Mine', until: null };
		expect(await refusalOf(excuseCase(test.db, desk, excuse, clock))).toMatch(/^Forbidden/);
		const auditor = actorOf(await town.addPerson('Auditor'), withRole('auditor'));
		expect((await getCase(test.db, auditor, number)).maySpeak).toBe(false);
		expect(await refusalOf(commentCase(test.db, auditor, { number, text: 'x' }, clock))).toMatch(
			/^Forbidden/
		);
		const other = actorOf(await town.addPerson('Other agent'), withRole('agent'));
		await excuseCase(test.db, other, excuse, clock);
	});

	it('is reminded of before its day and once after it, however often the job runs', async () => {
		const bad = await addProduct({ policy: 'forbidden' });
		const boss = await town.addPerson('Boss');
		const mari = await town.addPerson('Mari', { managerId: boss.id });
		await report(await laptopOf(mari), [{ name: bad.name }]);
		await find();
		const remind = (days: number) => remindOfCases({ db: test.db, clock: after(days) }, {});
		const times = async (personId: string, kind: string) =>
			(await test.db.select().from(bellEntry).where(eq(bellEntry.personId, personId))).find(
				(entry) => entry.kind === kind
			)?.times ?? 0;
		await remind(5);
		expect(await times(mari.id, 'software.case_reminder')).toBe(0);
		await Promise.all([remind(12), remind(12)]);
		await remind(13);
		expect(await times(mari.id, 'software.case_reminder')).toBe(1);
		for (const day of [15, 16, 20]) await remind(day);
		expect(await times(mari.id, 'software.case_reminder')).toBe(2);
		expect(await times(boss.id, 'software.case_manager')).toBe(2);
	});
});
