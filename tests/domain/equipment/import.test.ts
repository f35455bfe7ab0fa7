import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deflateRawSync } from 'node:zlib';
import { eq, sql } from 'drizzle-orm';
import exceljs from 'exceljs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Actor } from '#lib/people/actor.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { equipmentImport } from '#lib/server/equipment/imports/equipment-import.ts';
import { editItem } from '#lib/server/equipment/edit-item.ts';
import { item } from '#lib/server/equipment/tables.ts';
import { beginImport } from '#lib/server/imports/begin-import.ts';
import { chooseColumns, confirmImport, takeBack } from '#lib/server/imports/change-import.ts';
import { getImport, listImportRows } from '#lib/server/imports/get-import.ts';
import { runImports } from '#lib/server/imports/run-imports.ts';
import { roleGrant } from '#lib/server/people/tables.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { itemInUse } from '#tests/support/items.ts';
import { refusalOf } from '#tests/support/refusals.ts';
import { actorOf, smallTown, townNow, withRole, type SmallTown } from '#tests/support/town.ts';

/** A second later each time. */
let moment = townNow.getTime();
const clock = { now: () => new Date((moment += 1000)) };
const folder = mkdtempSync(join(tmpdir(), 'abilaud-import-'));
let test: TestDatabase;
let town: SmallTown;
let agent: Actor;
let holder: { id: string };

const dyingImport = fileURLToPath(new URL('../../support/dying-import.ts', import.meta.url));
const foreign = () => readFileSync(new URL('../../data/vara.csv', import.meta.url));
const run = () => runImports([equipmentImport])({ db: test.db, clock }, {});
const page = (id: string) => getImport(test.db, agent, equipmentImport, id);
const rowsOf = async (id: string) =>
	(await listImportRows(test.db, agent, equipmentImport, id, {})).rows;
const itemCalled = async (number: string) =>
	(await test.db.select().from(item).where(eq(item.inventoryNumber, number))).find(
		({ withdrawnAt }) => withdrawnAt === null
	);

async function begin(bytes: Uint8Array, fileName = 'vara.csv') {
	const { id } = await beginImport(test.db, agent, equipmentImport, { fileName, bytes }, clock);
	return id;
}

async function lookedThrough(bytes: Uint8Array, alsoMove = false) {
	const id = await begin(bytes);
	const { mapping } = await page(id);
	await chooseColumns(test.db, agent, equipmentImport, { id, mapping, alsoMove }, clock);
	await run();
	return id;
}

const table = (...rows: string[][]) =>
	Buffer.from(
		[['Inventarinumber', 'Liik', 'Mudel', 'Seerianumber', 'Kasutaja', 'Asukoht'], ...rows]
			.map((row) => row.join(';'))
			.join('\n')
	);
const confirm = (id: string, mode: 'all' | 'good_rows' = 'all') =>
	confirmImport(test.db, agent, equipmentImport, { id, mode }, clock);

beforeAll(async () => {
	vi.stubEnv('DATA_DIR', folder);
	test = await testDatabase({ max: 8 });
	town = await smallTown(test.db);
	const person = await town.addPerson('Agent');
	await test.db
		.insert(roleGrant)
		.values({ id: newId(), personId: person.id, role: 'agent', unitId: null, createdAt: townNow });
	agent = actorOf(person, withRole('agent'));
	holder = await town.addPerson('Õie Põld');
	await town.addPerson('Lahkunud Leo', { status: 'left' });
	await itemInUse(
		test.db,
		{
			inventoryNumber: 'KM-30001',
			category: 'laptop',
			model: 'ThinkPad T14',
			serial: 'OLD-1',
			placeId: town.hall,
			unitId: town.office.id
		},
		townNow
	);
});
afterAll(async () => {
	await test.close();
	vi.unstubAllEnvs();
	rmSync(folder, { recursive: true });
});

describe('a spreadsheet of another program', () => {
	it('is understood: its letters, its semicolons, its headings', async () => {
		const found = await page(await begin(foreign()));
		expect(found).toMatchObject({ encoding: 'windows-1257', delimiter: ';', state: 'mapping' });
		expect(found.counts.rows).toBe(10);
		expect(found.mapping).toEqual([
			...['inventoryNumber', 'model', 'category', 'maker', 'serial', 'unitId', 'placeId', 'room'],
			...['holderId', 'priceCents', 'boughtOn', 'warrantyUntil', 'note']
		]);
		expect(found.sample[0]?.[8]).toBe('Õie Põld');
	});

	it('is looked through: each row says what it does or what is wrong at which column', async () => {
		const id = await lookedThrough(foreign());
		const found = await page(id);
		expect(found).toMatchObject({ state: 'preview', counts: { insert: 3, change: 1, refused: 6 } });
		const problems = (await rowsOf(id)).map(({ row, problems }) => [
			row,
			...problems.map(({ heading, key }) => `${heading}: ${key}`)
		]);
		expect(problems).toEqual([
			[2],
			[3],
			[4],
			[5, 'Inventari-nr: imports_number_twice'],
			[6, 'Inventari-nr: imports_number_twice'],
			[7, 'Seeria nr: imports_serial_twice'],
			[8, 'Soetatud: imports_bad_date', 'Hoone: imports_unknown_place'],
			[9, 'Soetusmaksumus: imports_bad_amount', 'Kasutaja: registers_person_left'],
			[11, 'Hoone: imports_place_differs'],
			[12, 'Seeria nr: imports_serial_twice', 'Seeria nr: imports_serial_taken']
		]);
		expect(await refusalOf(confirm(id))).toBe('Conflict imports_refused_rows');
		expect(await itemCalled('KM-40001')).toBeUndefined();
	});

	it('is written by acts where its rows are good, and taken back where nothing happened since', async () => {
		const id = await lookedThrough(foreign());
		await confirm(id, 'good_rows');
		await run();
		expect(await page(id)).toMatchObject({ state: 'done', counts: { written: 4 }, isLast: true });
		expect(await itemCalled('KM-40001')).toMatchObject({
			...{
				state: 'in_use',
				holderId: holder.id,
				placeId: town.hall,
				room: '204',
				priceCents: 124_950
			},
			...{
				boughtOn: '2024-11-24',
				warrantyUntil: '2026-11-24',
				serial: 'PF3A0001',
				unitId: town.office.id
			},
			note: 'Öökapi kõrval'
		});
		expect(await itemCalled('KM-40003')).toMatchObject({
			...{ state: 'in_stock', placeId: town.stock, boughtOn: '2023-03-15', priceCents: 18_990 }
		});
		// Where it is, only acts say.
		expect(await itemCalled('KM-30001')).toMatchObject({
			placeId: town.hall,
			boughtOn: '2023-02-01'
		});
		const acts = await test.db.execute(
			sql`select kind, state, jsonb_array_length(text->'lines') as lines from act
				where note = 'Import failist' order by kind`
		);
		expect([...acts]).toEqual([
			{ kind: 'handover', state: 'complete', lines: 2 },
			{ kind: 'receipt', state: 'complete', lines: 3 }
		]);
		expect([...(await test.db.execute(sql`select 1 from outbox_message`))]).toEqual([]);

		const touched = (await itemCalled('KM-40002'))?.id ?? '';
		await editItem(test.db, agent, { itemId: touched, note: 'checked' }, clock);
		await takeBack(test.db, agent, equipmentImport, id, clock);
		await run();
		expect(await page(id)).toMatchObject({ state: 'undone', counts: { written: 4, undone: 3 } });
		expect(await itemCalled('KM-40001')).toBeUndefined();
		expect(await itemCalled('KM-40002')).toMatchObject({ state: 'in_use' });
		expect(await itemCalled('KM-30001')).toMatchObject({ boughtOn: null });
		expect((await rowsOf(id)).find(({ row }) => row === 3)).toMatchObject({
			undoneAt: null,
			problems: [{ key: 'imports_undo_touched' }]
		});
		const open = await test.db
			.execute(sql`select 1 from item_holding h join item i on i.id = h.item_id
			where h.until is null and i.withdrawn_at is not null`);
		expect([...open]).toEqual([]);
	});

	it('is moved by acts when that is asked for', async () => {
		const mari = await town.addPerson('Mari Mets');
		const id = await lookedThrough(
			table(
				['KM-30001', '', '', '', 'Mari Mets', 'stock'],
				['KM-40002', '', '', '', 'Mari Mets', '']
			),
			true
		);
		expect(await page(id)).toMatchObject({ counts: { change: 2, refused: 0 } });
		await confirm(id);
		await run();
		expect(await itemCalled('KM-30001')).toMatchObject({ holderId: mari.id, placeId: town.stock });
		expect(await itemCalled('KM-40002')).toMatchObject({ holderId: mari.id, state: 'in_use' });
		await takeBack(test.db, agent, equipmentImport, id, clock);
		await run();
		expect((await rowsOf(id)).map(({ problems }) => problems[0]?.key)).toEqual([
			'imports_undo_moved',
			'imports_undo_moved'
		]);
	});
});

describe('a workbook', () => {
	it('is not taken in when it would fill the memory once it is unpacked', async () => {
		const book = new exceljs.Workbook();
		book.addWorksheet('Vara').addRow(['Inventarinumber']);
		const bytes = Buffer.from(await book.xlsx.writeBuffer());
		const name = Buffer.from('xl/sharedStrings.xml');
		const head = Buffer.alloc(30);
		head.writeUInt32LE(0x04034b50, 0);
		head.writeUInt16LE(8, 8);
		head.writeUInt16LE(name.length, 26);
		const large = deflateRawSync(Buffer.alloc(101_000_000));
		// The part says that it has no bytes at all.
		const bomb = Buffer.concat([head, name, large, bytes]);
		expect(bomb.length).toBeLessThan(1_000_000);
		expect(await refusalOf(begin(bomb, 'vara.xlsx'))).toBe('Invalid imports_unpacks_too_big');
	});

	it('is not read to its end when it has more rows than any spreadsheet, even empty ones', async () => {
		const bytes = Buffer.concat([table(['AA-1', 'laptop', 'X']), Buffer.alloc(1_100_000, '\n')]);
		expect(await refusalOf(begin(bytes))).toBe('Invalid imports_too_many_rows');
	});

	it('is read with its dates and numbers, and the same headings as the last time', async () => {
		const workbook = new exceljs.Workbook();
		const sheet = workbook.addWorksheet('Vara');
		sheet.addRow(['Код', 'Вид', 'Модель', 'Дата покупки', 'Цена', 'Что это']);
		sheet.addRow([
			'KM-50001',
			'Ноутбук',
			'ProBook',
			new Date('2025-03-01T00:00:00Z'),
			99.9,
			'заметка'
		]);
		const bytes = new Uint8Array(await workbook.xlsx.writeBuffer());
		const id = await begin(bytes, 'vara.xlsx');
		const { mapping, encoding } = await page(id);
		expect({ mapping, encoding }).toEqual({
			mapping: [null, 'category', 'model', 'boughtOn', 'priceCents', null],
			encoding: null
		});
		const choose = (chosen: (string | null)[]) =>
			chooseColumns(
				test.db,
				agent,
				equipmentImport,
				{ id, mapping: chosen, alsoMove: false },
				clock
			);
		expect(await refusalOf(choose(mapping))).toContain('Invalid');
		const chosen = ['inventoryNumber', ...mapping.slice(1, 5), 'note'];
		await choose(chosen);
		await run();
		await confirm(id);
		await run();
		expect(await itemCalled('KM-50001')).toMatchObject({
			...{ category: 'laptop', boughtOn: '2025-03-01', priceCents: 9990, note: 'заметка' }
		});
		expect((await page(await begin(bytes, 'again.xlsx'))).mapping).toEqual(chosen);
	});

	it.each([
		['nothing', Buffer.from(''), 'imports_no_file'],
		['only headings', Buffer.from('a;b\n'), 'imports_no_rows'],
		['a broken archive', Buffer.from('PK\u0003\u0004nonsense'), 'imports_unreadable']
	])('%s is refused', async (_, bytes, key) => {
		const refused = await begin(new Uint8Array(bytes)).catch((problem: unknown) => problem);
		expect(refused).toMatchObject({ issues: { file: [key] } });
	});

	it.each([
		['utf-16le', Buffer.from('\ufeffnumber\tmodel\nKM-1\tõ\n', 'utf16le'), '\t'],
		['utf-8', Buffer.from('\ufeffnumber,model\nKM-1,õ\n'), ','],
		[
			'windows-1251',
			Buffer.from([
				...Buffer.from('number;'),
				0xec,
				0xee,
				0xe4,
				0xe5,
				0xeb,
				0xfc,
				10,
				0x31,
				0x3b,
				0x32
			]),
			';'
		]
	])('text in %s is told', async (encoding, bytes, delimiter) => {
		const found = await page(await begin(new Uint8Array(bytes)));
		expect(found).toMatchObject({ encoding, delimiter });
		expect(found.headings[0]).toBe('number');
	});
});

describe('writing', () => {
	it('stands all or not at all when the portal ends in the middle, and is begun anew', async () => {
		const id = await lookedThrough(
			table(
				...Array.from({ length: 600 }, (_, n) => [
					`KM-6${String(n).padStart(4, '0')}`,
					'laptop',
					'L14',
					'',
					'',
					'stock'
				])
			)
		);
		await confirm(id);
		const env = { ...process.env, DATABASE_URL: test.url, DATA_DIR: folder };
		const { signal } = spawnSync(process.execPath, [dyingImport], { env, encoding: 'utf8' });
		expect(signal).toBe('SIGKILL');
		expect(await page(id)).toMatchObject({ state: 'writing' });
		expect(await itemCalled('KM-60000')).toBeUndefined();
		await run();
		expect(await page(id)).toMatchObject({ state: 'done', counts: { written: 600 } });
		const numbers = await test.db.execute(
			sql`select max(seq)::int as last, count(*)::int as acts from act where kind = 'receipt'`
		);
		expect(numbers[0]?.last).toBe(numbers[0]?.acts);
	});

	it('goes one import after another, and looks anew when the register changed meanwhile', async () => {
		const first = await lookedThrough(table(['KM-70001', 'laptop', 'L14', 'S-7', '', '']));
		const second = await lookedThrough(table(['KM-70002', 'laptop', 'L14', 'S-7', '', '']));
		await confirm(first);
		expect(await refusalOf(confirm(second))).toBe('Conflict imports_another_runs');
		await run();
		await confirm(second);
		await run();
		expect(await page(second)).toMatchObject({
			...{ state: 'preview', counts: { refused: 1 }, problem: { key: 'imports_register_changed' } }
		});
		await Promise.all([run(), run()]);
	});

	it('is the desk’s of the units concerned', async () => {
		const person = await town.addPerson('Little');
		const little = actorOf(person, withRole('agent', [town.group.id]));
		const rows = table(['KM-30001', '', '', 'X-1', '', '']);
		const { id } = await beginImport(
			test.db,
			little,
			equipmentImport,
			{ fileName: 'a', bytes: rows },
			clock
		);
		expect((await page(id)).id).toBe(id);
		const other = actorOf(await town.addPerson('Other'), withRole('agent', [town.office.id]));
		expect(await refusalOf(getImport(test.db, other, equipmentImport, id))).toContain('NotFound');
		const nobody = actorOf(await town.addPerson('Nobody'));
		expect(await refusalOf(getImport(test.db, nobody, equipmentImport, id))).toContain('Forbidden');
	});
});
