import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Actor } from '#lib/people/actor.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { findProduct } from '#lib/server/software/get-product.ts';
import { beginImport } from '#lib/server/imports/begin-import.ts';
import { chooseColumns, confirmImport, takeBack } from '#lib/server/imports/change-import.ts';
import { getImport, listImportRows } from '#lib/server/imports/get-import.ts';
import type { ImportSpec } from '#lib/server/imports/import-spec.ts';
import { runImports } from '#lib/server/imports/run-imports.ts';
import { grantRole } from '#lib/server/people/grant-role.ts';
import { systemActor } from '#lib/people/actor.ts';
import { licencesImport } from '#lib/server/software/imports/licences-import.ts';
import { productsImport } from '#lib/server/software/imports/products-import.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { actorOf, smallTown, townNow, withRole } from '#tests/support/town.ts';

const clock = fixedClock(townNow);
let test: TestDatabase;
let agent: Actor;

beforeAll(async () => {
	test = await testDatabase();
	const town = await smallTown(test.db);
	const who = await town.addPerson('Agent');
	await grantRole(test.db, systemActor, { personId: who.id, role: 'agent', unitId: null });
	agent = actorOf(who, withRole('agent'));
});
afterAll(() => test.close());

const work = () => runImports([productsImport, licencesImport])({ db: test.db, clock }, {});

async function bring(spec: ImportSpec, csv: string) {
	const bytes = new TextEncoder().encode(csv);
	const { id } = await beginImport(test.db, agent, spec, { fileName: 'file.csv', bytes }, clock);
	const { mapping } = await getImport(test.db, agent, spec, id);
	await chooseColumns(test.db, agent, spec, { id, mapping, alsoMove: false }, clock);
	await work();
	return id;
}

it('enters products and licences, changes what differs, says what is wrong, and takes it back', async () => {
	const products =
		'slug,name,maker,policy,licensed\nedit,Edit,Maker,needs_approval,yes\nEDIT,Twice,,allowed,\nbad,Bad,,maybe,\n';
	const first = await bring(productsImport, products);
	const { rows } = await listImportRows(test.db, agent, productsImport, first, {});
	expect(rows.map(({ kind, problems }) => [kind, problems.map(({ key }) => key)])).toEqual([
		['insert', []],
		['refused', ['licences_import_slug_twice']],
		['refused', ['licences_import_unknown_policy']]
	]);
	await confirmImport(test.db, agent, productsImport, { id: first, mode: 'good_rows' }, clock);
	await work();
	expect(await findProduct(test.db, 'edit')).toMatchObject({ vendor: 'Maker', licensed: true });

	const licences =
		'product,metric,seats,valid from,valid until,contract,price\nEdit,Seadme kohta,12,01.01.2026,31.12.2026,L-1,"1 200,50"\nNothing,person,1,2026-01-01,,,\n';
	const second = await bring(licencesImport, licences);
	await confirmImport(test.db, agent, licencesImport, { id: second, mode: 'good_rows' }, clock);
	await work();
	const kept = () =>
		test.sql`select metric, quantity, valid_until::text as until, price_cents from software_licence`;
	const row = { metric: 'device', quantity: 12, until: '2026-12-31', price_cents: 120_050 };
	expect(await kept()).toEqual([row]);
	clock.set(new Date(townNow.getTime() + 60_000));
	const third = await bring(
		licencesImport,
		licences.replace(',12,', ',15,').split('Nothing')[0] ?? ''
	);
	await confirmImport(test.db, agent, licencesImport, { id: third, mode: 'all' }, clock);
	await work();
	expect(await kept()).toEqual([{ ...row, quantity: 15 }]);
	await takeBack(test.db, agent, licencesImport, third, clock);
	await work();
	expect(await kept()).toEqual([row]);
});
