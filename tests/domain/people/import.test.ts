import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { count, eq } from 'drizzle-orm';
import { systemActor } from '#lib/people/actor.ts';
import type { ImportKind } from '#lib/people/import-kinds.ts';
import { auditEntry } from '#lib/server/audit/tables.ts';
import { applyImport, previewImport } from '#lib/server/people/import-structure.ts';
import { savePerson } from '#lib/server/people/save-person.ts';
import { person, place, unit } from '#lib/server/people/tables.ts';
import { loadStructure } from '#scripts/sample/load-structure.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { actorFor, clock, smallTown } from './town.ts';

let open: TestDatabase;
let town: Awaited<ReturnType<typeof smallTown>>;
beforeEach(async () => {
	open = await testDatabase();
	town = await smallTown(open.db);
});
afterEach(() => open.close());
const preview = (kind: ImportKind, csv: string) =>
	previewImport(open.db, systemActor, { kind, csv });

describe('the preview of an import', () => {
	test('says for each row what would happen, and changes nothing', async () => {
		const csv = [
			'email,name,unit,position,manager',
			'piret.lind@linn.example,Piret Lind,finance,ametnik,tarmo.vesik@linn.example',
			'tarmo.vesik@linn.example,Tarmo Vesik,finance,juhataja,aadu.linnapuu@linn.example',
			'uus@linn.example,Uus Inimene,finance,spetsialist,teine@linn.example',
			'teine@linn.example,Teine Inimene,finance,juht,tarmo.vesik@linn.example'
		].join('\n');
		const { rows, counts } = await preview('people', csv);
		expect(counts).toEqual({ inserted: 2, changed: 1, unchanged: 1, refused: 0 });
		expect(rows.map(({ line, action }) => [line, action])).toEqual([
			[2, 'unchanged'],
			[3, 'changed'],
			[4, 'inserted'],
			[5, 'inserted']
		]);
		expect(rows[1]?.changes).toEqual([{ column: 'position', from: 'ametnik', to: 'juhataja' }]);
		expect(await open.db.select({ n: count() }).from(person)).toEqual([{ n: 5 }]);
	});

	test('names the row and column of every problem', async () => {
		const csv = [
			'email;name;unit;manager;locale;starts_on;ends_on',
			'not an address;A B;finance;;et;;',
			'a@linn.example;;finance;;et;;',
			'b@linn.example;B;nowhere;;et;;',
			'c@linn.example;C;finance;nobody@linn.example;et;;',
			'd@linn.example;D;finance;;fi;;',
			'e@linn.example;E;finance;;et;32.1.2026;',
			'f@linn.example;F;finance;;et;2026-05-01;1.4.2026',
			'g@linn.example;G;finance;;et;;',
			'g@linn.example;G;finance;;et;;',
			'h@linn.example;H'
		].join('\n');
		const { rows, counts } = await preview('people', csv);
		const found = rows.flatMap(({ line, issues }) =>
			issues.map(({ column, key }) => `${line} ${column} ${key}`)
		);
		expect(found).toEqual([
			'2 email errors_email',
			'3 name errors_required',
			'4 unit people_import_unknown_units',
			'5 manager people_import_unknown_people',
			'6 locale people_import_choice',
			'7 starts_on errors_date',
			'8 ends_on people_ends_before_start',
			'10 email people_import_twice',
			'11  people_import_ragged',
			'11 unit errors_required'
		]);
		expect(counts).toEqual({ inserted: 1, changed: 0, unchanged: 0, refused: 9 });
	});

	test('refuses circles that the file would make with the register', async () => {
		const csv = 'code,parent\neducation,group\n';
		const { rows } = await preview('units', csv);
		expect(rows[0]).toMatchObject({
			action: 'refused',
			issues: [{ column: 'parent', key: 'people_import_circle' }]
		});
	});

	test.each([
		['', 'people_import_empty'],
		['email,name,unit\n', 'people_import_empty'],
		['email,nimi\na@b.ee,A\n', 'people_import_unknown_columns'],
		['email,name,name\na@b.ee,A,B\n', 'people_import_unknown_columns'],
		['name,unit\nA,finance\n', 'people_import_missing_columns'],
		['email,name\n"a@b.ee,A\n', 'people_import_unreadable']
	])('the file %j is no such file', async (csv, key) => {
		await expect(preview('people', csv)).rejects.toMatchObject({ issues: { file: [key] } });
	});
});

describe('importing', () => {
	const csv = (position: string) =>
		`email,name,unit,position\npiret.lind@linn.example,Piret Lind,finance,${position}\nuus@linn.example,Uus,finance,x\n`;

	test('does exactly what was previewed and records each record', async () => {
		const { token } = await preview('people', csv('juht'));
		const input = { kind: 'people' as const, csv: csv('juht'), token };
		expect(await applyImport(open.db, systemActor, input, clock)).toMatchObject({
			inserted: 1,
			changed: 1
		});
		const [row] = await open.db.select().from(person).where(eq(person.id, town.clerk));
		expect(row).toMatchObject({ position: 'juht', managerId: town.head });
		const [event] = await open.db
			.select()
			.from(auditEntry)
			.where(eq(auditEntry.action, 'people.imported'));
		expect(event?.after).toMatchObject({ kind: 'people', inserted: 1 });
	});

	test('is refused when somebody changed a row meanwhile, and nothing happens', async () => {
		const { token } = await preview('people', csv('juht'));
		const [before] = await open.db.select().from(person).where(eq(person.id, town.clerk));
		if (!before) throw new Error('no clerk');
		const { email, name, phone, locale, startsOn, endsOn, id } = before;
		const facts = { id, email, name, phone, locale, startsOn, endsOn, position: 'jurist' };
		await savePerson(open.db, systemActor, facts, clock);
		const input = { kind: 'people' as const, csv: csv('juht'), token };
		await expect(applyImport(open.db, systemActor, input, clock)).rejects.toMatchObject({
			messageKey: 'people_import_moved_on'
		});
		expect(await open.db.select({ n: count() }).from(person)).toEqual([{ n: 5 }]);
	});

	test('a file with one refused row imports nothing', async () => {
		const bad = `${csv('juht')}viga,Viga,finance,x\n`;
		const { token } = await preview('people', bad);
		await expect(
			applyImport(open.db, systemActor, { kind: 'people', csv: bad, token }, clock)
		).rejects.toMatchObject({ messageKey: 'people_import_has_problems', details: { count: '1' } });
		expect(await open.db.select({ n: count() }).from(person)).toEqual([{ n: 5 }]);
	});

	test('a second import of the same file finds nothing to do', async () => {
		const first = await preview('people', csv('juht'));
		const input = { kind: 'people' as const, csv: csv('juht') };
		await applyImport(open.db, systemActor, { ...input, token: first.token }, clock);
		expect((await preview('people', csv('juht'))).counts).toEqual({
			inserted: 0,
			changed: 0,
			unchanged: 2,
			refused: 0
		});
	});

	test('somebody who leaves by import gives up their people', async () => {
		const left = 'email,status,ends_on\ntarmo.vesik@linn.example,left,20.11.2026\n';
		const { token } = await preview('people', left);
		await applyImport(open.db, systemActor, { kind: 'people', csv: left, token }, clock);
		const [clerk] = await open.db.select().from(person).where(eq(person.id, town.clerk));
		expect(clerk?.managerId).toBe(town.mayor);
	});

	test('only administrators without limits may import', async () => {
		const clerk = await actorFor(open.db, town.clerk);
		await expect(
			previewImport(open.db, clerk, { kind: 'people', csv: csv('x') })
		).rejects.toMatchObject({ code: 'Forbidden' });
	});
});

describe('the sample organisation', () => {
	let sample: TestDatabase;
	beforeAll(async () => {
		sample = await testDatabase();
		await loadStructure(sample.db, clock, clock.now());
	});
	afterAll(() => sample.close());

	test('has its people, units and places, and a path from every group to the root', async () => {
		expect(await sample.db.select({ n: count() }).from(person)).toEqual([{ n: 227 }]);
		expect(await sample.db.select({ n: count() }).from(place)).toEqual([{ n: 20 }]);
		const [group] = await sample.db
			.select()
			.from(unit)
			.where(eq(unit.code, 'la-naerulind-mesimummid'));
		expect(group?.ancestorIds).toHaveLength(5);
	});

	test('has a line manager for everybody but the mayor', async () => {
		const rows = await sample.db.select().from(person);
		const alone = rows.filter(({ managerId }) => managerId === null).map(({ email }) => email);
		expect(alone).toEqual(['andres.kallaste@linn.example']);
	});
});
