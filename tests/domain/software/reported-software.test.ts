import { readFileSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemActor, type Actor } from '#lib/people/actor.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { receiveReport } from '#lib/server/equipment/inventory/receive-report.ts';
import { addSite } from '#lib/server/equipment/inventory/sites.ts';
import { handOver } from '#lib/server/equipment/hand-over.ts';
import { registerItem } from '#lib/server/equipment/register-item.ts';
import { findProgress } from '#lib/server/jobs/job-progress.ts';
import { matchTitles } from '#lib/server/software/installations/match-titles.ts';
import { removeRule, saveRule } from '#lib/server/software/installations/save-rule.ts';
import { takeSoftware } from '#lib/server/software/installations/take-software.ts';
import { teachTitles } from '#lib/server/software/installations/teach-titles.ts';
import { saveProduct } from '#lib/server/software/save-product.ts';
import { MATCH_JOB } from '#lib/server/software/software-jobs.ts';
import { takeSeat } from '#lib/server/software/take-seat.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { refusalOf } from '#tests/support/refusals.ts';
import { actorOf, smallTown, townNow, withRole, type SmallTown } from '#tests/support/town.ts';

const clock = fixedClock(townNow);
const sample = (name: string) =>
	JSON.parse(readFileSync(`../shared/data/inventory/${name}.json`, 'utf8')) as object;
let test: TestDatabase;
let town: SmallTown;
let desk: Actor;
let token: string;
let count = 0;

beforeAll(async () => {
	test = await testDatabase({ max: 12 });
	town = await smallTown(test.db);
	desk = actorOf(await town.addPerson('Agent'), withRole('agent'));
	({ token } = await addSite(test.db, desk, { name: 'Raekoda', placeId: null }, clock));
});
afterAll(() => test.close());

async function send(report: object, at = clock) {
	const headers = new Headers({
		'content-type': 'application/json',
		authorization: `Bearer ${token}`
	});
	const { body } = new Response(JSON.stringify(report));
	const answer = await receiveReport(test.db, { headers, body }, '192.0.2.1', at, takeSoftware);
	expect(answer.status).toBe(200);
}
type Said = { name: string; publisher?: string; version?: string };
const of = (deviceid: string, softwares: Said[], more: object = {}) => ({
	deviceid,
	content: { hardware: { name: deviceid }, softwares, ...more }
});
const held = (deviceId: string) =>
	test.db.execute<{ name: string; version: string; gone: boolean; productId: string | null }>(sql`
		select t.name, i.version, i.gone_at is not null as gone, t.product_id as "productId"
		from software_installation i join software_title t on t.id = i.title_id
		join inventory_device d on d.id = i.device_row_id
		where d.device_id = ${deviceId} order by t.name, i.version`);
const addProduct = (more: object = {}) =>
	saveProduct(
		test.db,
		systemActor,
		{
			...{ slug: `p-${++count}`, name: `Product ${count}` },
			...{ description: { et: '', ru: '' }, policy: 'allowed', ...more }
		},
		clock
	);
const titleOf = async (name: string) => {
	const [found] = await test.db.execute<{
		id: string;
		productId: string | null;
		ignored: boolean;
	}>(sql`select id, product_id as "productId", ignored from software_title where name = ${name}`);
	return found;
};
const match = () => matchTitles({ db: test.db, clock }, {});

describe('a report', () => {
	it('of the sample names its software; a report of parts says what there is now', async () => {
		const id = 'glpixps-2018-07-09-09-07-13';
		await send(sample('computer_1'));
		expect(await held(id)).toHaveLength(6);
		await send(sample('computer_1'));
		expect(await held(id)).toHaveLength(6);
		await send(sample('computer_1_partial_softs'));
		expect((await held(id)).filter(({ name }) => name === 'gitg')).toMatchObject([
			{ version: '3.32.1-1.fc31', gone: true },
			{ version: '3.33.0-1.fc31', gone: false }
		]);
	});

	it('that says nothing of software changes nothing', async () => {
		await send(of('quiet', [{ name: 'GIMP', version: '3.0' }]));
		await send({ deviceid: 'quiet', partial: true, content: { hardware: { name: 'quiet' } } });
		await send({ deviceid: 'quiet', content: { hardware: { name: 'quiet' } } });
		await send(of('quiet', []));
		expect(await held('quiet')).toMatchObject([{ name: 'GIMP', gone: false }]);
	});

	it('brings back what was gone, since then', async () => {
		const later = fixedClock(new Date(townNow.getTime() + 86_400_000));
		await send(of('back', [{ name: 'A' }, { name: 'B' }]));
		await send(of('back', [{ name: 'A' }]));
		await send(of('back', [{ name: 'A' }, { name: 'B' }]), later);
		expect(await held('back')).toMatchObject([
			{ name: 'A', gone: false },
			{ name: 'B', gone: false }
		]);
		const since = await test.db.execute<{ since: string }>(sql`
			select i.first_seen_at::text as since from software_installation i
			join inventory_device d on d.id = i.device_row_id
			where d.device_id = 'back'`);
		expect(new Set(since.map((row) => row.since)).size).toBe(2);
	});

	it('keeps odd names as they are, once', async () => {
		const long = 'Ы'.repeat(700);
		await send(
			of('odd', [
				{ name: '<script>alert(1)</script>' },
				{ name: 'КриптоАРМ ГОСТ' },
				{ name: long },
				{ name: 'Nul\0l  name' },
				{ name: '7-Zip 23.01 (x64)', publisher: 'Igor Pavlov' },
				{ name: '7-Zip 23.01 (x64)', publisher: 'Igor Pavlov' },
				{ name: '' },
				{ version: '1' } as Said
			])
		);
		const rows = await held('odd');
		expect(rows.map(({ name }) => name).sort()).toEqual(
			[
				'7-Zip 23.01 (x64)',
				'<script>alert(1)</script>',
				'Null name',
				'КриптоАРМ ГОСТ',
				'Ы'.repeat(500)
			].sort()
		);
		expect(rows.find(({ name }) => name.startsWith('7-Zip'))?.version).toBe('23.01');
	});

	it('of many devices at once, and of one device at once, is kept once each', async () => {
		const names = Array.from({ length: 60 }, (_, n) => ({ name: `Same ${n}`, version: '1' }));
		await Promise.all(
			Array.from({ length: 40 }, (_, n) =>
				send(of(`crowd-${n % 20}`, n % 2 ? names : names.toReversed()))
			)
		);
		const [counted] = await test.db.execute<{ titles: number; rows: number }>(sql`
			select count(distinct t.id)::int as titles, count(*)::int as rows
			from software_installation i join software_title t on t.id = i.title_id
			where t.name like 'Same %' and i.gone_at is null`);
		expect(counted).toEqual({ titles: 60, rows: 1200 });
	});

	it('is a sign of use for the seat of whoever holds the device', async () => {
		const mari = await town.addPerson('Mari');
		const laptop = await registerItem(
			test.db,
			systemActor,
			{ inventoryNumber: 'KM-1', category: 'laptop', model: 'XPS', serial: 'USE-1' },
			clock
		);
		const signed = { method: 'paper' as const };
		await handOver(
			test.db,
			systemActor,
			{ inventoryNumber: 'KM-1', personId: mari.id, placeId: town.hall, room: '', signed },
			clock
		);
		expect(laptop.id).toBeTruthy();
		const product = await addProduct();
		const seat = await takeSeat(
			test.db,
			systemActor,
			{ productId: product.id, personId: mari.id },
			clock
		);
		const rule = { nameMatch: 'starts' as const, name: 'photo maker', productId: product.id };
		await saveRule(test.db, desk, rule, clock);
		await send(of('use', [{ name: 'Photo Maker 2' }], { bios: { ssn: 'USE-1' } }));
		const [row] = await test.db.execute<{ day: string }>(
			sql`select last_used_on::text as day from software_seat where id = ${seat.id}`
		);
		expect(row?.day).toBe('2026-11-24');
	});
});

describe('a rule', () => {
	it('matches what is there and what comes, the longest name first', async () => {
		const [office, visio] = [await addProduct(), await addProduct()];
		await send(of('rules', [{ name: 'MICROSOFT Visio 2021' }, { name: 'Microsoft Word' }]));
		await saveRule(
			test.db,
			desk,
			{ nameMatch: 'starts', name: 'Microsoft', productId: office.id },
			clock
		);
		await saveRule(
			test.db,
			desk,
			{ nameMatch: 'contains', name: 'visio 20', productId: visio.id },
			clock
		);
		await saveRule(
			test.db,
			desk,
			{ nameMatch: 'starts', name: 'microsoft visio', productId: visio.id },
			clock
		);
		await match();
		expect((await titleOf('MICROSOFT Visio 2021'))?.productId).toBe(visio.id);
		expect((await titleOf('Microsoft Word'))?.productId).toBe(office.id);
		const progress = await findProgress(test.db, MATCH_JOB);
		expect(progress?.done).toBe(progress?.total);
		expect(progress?.finishedAt).not.toBeNull();
		await send(of('rules-2', [{ name: 'Microsoft Excel' }]));
		expect((await titleOf('Microsoft Excel'))?.productId).toBe(office.id);
	});

	it('can ask for the maker, say that something is not counted, and be forgotten', async () => {
		const product = await addProduct();
		const said = [
			{ name: 'Tool', publisher: 'Good Ltd' },
			{ name: 'Tool', publisher: 'Other Ltd' }
		];
		await send(of('maker', said));
		const rule = await saveRule(
			test.db,
			desk,
			{ nameMatch: 'exact', name: 'tool', publisher: 'good ltd', productId: product.id },
			clock
		);
		await match();
		expect((await held('maker')).map(({ productId }) => productId).sort()).toEqual(
			[product.id, null].sort()
		);
		await saveRule(
			test.db,
			desk,
			{ id: rule.id, nameMatch: 'exact', name: 'tool', productId: null },
			clock
		);
		await match();
		expect(await titleOf('Tool')).toMatchObject({ productId: null, ignored: true });
		await removeRule(test.db, desk, rule.id, clock);
		expect(await titleOf('Tool')).toMatchObject({ productId: null, ignored: false });
	});

	it('is taught once, by the desk of the whole town', async () => {
		const rule = { nameMatch: 'exact' as const, name: 'Once', productId: null };
		await saveRule(test.db, desk, rule, clock);
		expect(await refusalOf(saveRule(test.db, desk, rule, clock))).toBe(
			'Conflict legality_rule_taken'
		);
		const limited = actorOf(
			await town.addPerson('Limited'),
			withRole('agent', [town.kindergarten.id])
		);
		for (const actor of [limited, actorOf(await town.addPerson('Mari'))]) {
			expect(await refusalOf(saveRule(test.db, actor, { ...rule, name: 'X' }, clock))).toMatch(
				/^Forbidden/
			);
		}
	});

	it('for many names of the queue is taught at once, and they leave it', async () => {
		await send(of('queue', [{ name: 'Driver A' }, { name: 'Driver B' }, { name: 'Paint 9' }]));
		const [a, b, paint] = await Promise.all(['Driver A', 'Driver B', 'Paint 9'].map(titleOf));
		const ids = [a?.id ?? '', b?.id ?? ''];
		expect(await teachTitles(test.db, desk, { titleIds: ids, productId: null }, clock)).toBe(2);
		expect(await titleOf('Driver A')).toMatchObject({ ignored: true });
		const product = await addProduct();
		await teachTitles(test.db, desk, { titleIds: [paint?.id ?? ''], productId: product.id }, clock);
		await teachTitles(test.db, desk, { titleIds: [paint?.id ?? ''], productId: product.id }, clock);
		await match();
		expect(await titleOf('Paint 9')).toMatchObject({ productId: product.id });
		expect(await titleOf('Driver B')).toMatchObject({ ignored: true });
	});
});
