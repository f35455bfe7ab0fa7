import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Actor } from '#lib/people/actor.ts';
import { REGISTER_IMPORTS } from '#lib/server/access/imports/register-imports.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { beginImport } from '#lib/server/imports/begin-import.ts';
import { chooseColumns, confirmImport, takeBack } from '#lib/server/imports/change-import.ts';
import { getImport, listImportRows } from '#lib/server/imports/get-import.ts';
import { runImports } from '#lib/server/imports/run-imports.ts';
import { roleGrant } from '#lib/server/people/tables.ts';
import { informationSystem, systemRole } from '#lib/server/systems/tables.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { rightsOf } from '#tests/support/held.ts';
import { refusalOf } from '#tests/support/refusals.ts';
import { actorOf, smallTown, townNow, withRole, type SmallTown } from '#tests/support/town.ts';

const folder = mkdtempSync(join(tmpdir(), 'abilaud-access-import-'));
const clock = fixedClock(townNow);
let test: TestDatabase;
let town: SmallTown;
let desk: Actor;

beforeAll(async () => {
	vi.stubEnv('DATA_DIR', folder);
	test = await testDatabase();
	town = await smallTown(test.db);
	const agent = await town.addPerson('Agent');
	const grant = { id: newId(), personId: agent.id, role: 'agent' as const, createdAt: townNow };
	await test.db.insert(roleGrant).values(grant);
	desk = actorOf(agent, withRole('agent'));
});
afterAll(async () => {
	await test.close();
	vi.unstubAllEnvs();
	rmSync(folder, { recursive: true });
});

const specOf = (register: string) => {
	const spec = REGISTER_IMPORTS.find((one) => one.register === register);
	if (!spec) throw new Error(register);
	return spec;
};

/** Brings lines into a register as far as the preview, and gives what each row would do. */
async function preview(register: string, lines: string[]) {
	const spec = specOf(register);
	const input = { fileName: 'a.csv', bytes: new TextEncoder().encode(lines.join('\r\n')) };
	const { id } = await beginImport(test.db, desk, spec, input, clock);
	const { mapping } = await getImport(test.db, desk, spec, id);
	await chooseColumns(test.db, desk, spec, { id, mapping, alsoMove: false }, clock);
	const run = () => runImports(REGISTER_IMPORTS)({ db: test.db, clock }, {});
	await run();
	const { rows } = await listImportRows(test.db, desk, spec, id, {});
	const write = async () => {
		// Only what was written last can be taken back.
		clock.set(new Date(clock.now().getTime() + 60_000));
		await confirmImport(test.db, desk, spec, { id, mode: 'good_rows' }, clock);
		await run();
		return (await getImport(test.db, desk, spec, id)).state;
	};
	const undo = async () => {
		await takeBack(test.db, desk, spec, id, clock);
		await run();
		return (await getImport(test.db, desk, spec, id)).counts.undone;
	};
	const kinds = rows.map(({ kind, problems }) =>
		[kind, ...problems.map(({ key }) => key)].join(' ')
	);
	return { kinds, write, undo };
}

describe('files of systems, roles and rights', () => {
	it('enter, change and take back systems and roles', async () => {
		const owner = await town.addPerson('Owner One');
		const systems = [
			'slug;liik;name et;name ru;omanik;olulisus',
			`diary;system;Päevik;Дневник;${owner.email};3`,
			'diary;system;Päevik;Дневник;;3',
			'Bad Slug;system;Vale;Неверный;;2',
			'nobody;system;Keegi;Кто-то;none@linn.example;9'
		];
		const first = await preview('systems', systems);
		expect(first.kinds).toEqual([
			'insert',
			'refused rights_import_twice',
			'refused registers_slug_shape',
			'refused imports_unknown_person rights_import_word'
		]);
		expect(await first.write()).toBe('done');
		const again = await preview('systems', [
			'slug;name et;name ru;contact',
			'diary;Päevik;Дневник;5660'
		]);
		expect(again.kinds).toEqual(['change']);
		await again.write();
		const found = () =>
			test.db.select().from(informationSystem).where(eq(informationSystem.slug, 'diary'));
		expect(await found()).toMatchObject([
			{ ownerId: owner.id, criticality: 3, contact: '5660', name: { et: 'Päevik', ru: 'Дневник' } }
		]);
		expect(await again.undo()).toBe(1);
		expect(await found()).toMatchObject([{ contact: '' }]);
		const roles = await preview('roles', [
			'süsteem;slug;name et;name ru;risk;omanik kooskõlastab',
			'Päevik;reader;Vaatan;Просмотр;high;ei',
			'Muu;reader;Vaatan;Просмотр;high;ei'
		]);
		expect(roles.kinds).toEqual(['insert', 'refused rights_import_no_system']);
		await roles.write();
		expect(await test.db.select().from(systemRole)).toMatchObject([
			{ slug: 'reader', risk: 'high', ownerApproves: false, maxDays: null }
		]);
	});

	it('give rights that people do not have yet, and end them when taken back', async () => {
		const [mari, gone] = [
			await town.addPerson('Mari Maasikas'),
			await town.addPerson('Gone Person', { status: 'left' })
		];
		const lines = [
			'e-post;süsteem;roll;kuni',
			`${mari.email};diary;Vaatan;31.12.2026`,
			`${gone.email};diary;reader;`,
			`${mari.email};diary;nothing;`
		];
		const first = await preview('rights', lines);
		expect(first.kinds).toEqual([
			'insert',
			'refused registers_person_left',
			'refused rights_import_no_role'
		]);
		expect(await first.write()).toBe('done');
		expect(await rightsOf(test.db, mari.id)).toMatchObject([{ validUntil: '2026-12-31' }]);
		expect((await preview('rights', lines.slice(0, 2))).kinds).toEqual(['same']);
		expect(await first.undo()).toBe(1);
		expect(await rightsOf(test.db, mari.id)).toEqual([]);
	});

	it('of systems are the town desk’s, of rights also a desk’s of some units for its people', async () => {
		const limited = actorOf(
			await town.addPerson('Limited'),
			withRole('agent', [town.kindergarten.id])
		);
		const input = { fileName: 'a.csv', bytes: new TextEncoder().encode('slug\r\nx') };
		expect(await refusalOf(beginImport(test.db, limited, specOf('systems'), input, clock))).toBe(
			'Forbidden errors_forbidden'
		);
		expect(specOf('rights').mayImport(limited)).toBe(true);
	});
});
