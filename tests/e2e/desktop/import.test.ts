import { readFileSync } from 'node:fs';
import { m } from '#lib/paraglide/messages.js';
import { et, expect, test } from '../people.ts';

const file = {
	name: 'vara.csv',
	mimeType: 'text/csv',
	buffer: readFileSync(new URL('../../data/kaldemae-vara.csv', import.meta.url))
};

test('the spreadsheet of another program is brought in, looked through, written and taken back', async ({
	as,
	portal
}) => {
	const agent = await as('agent');
	await agent.goto('/admin/equipment/import');
	await agent.getByLabel(m.imports_file({}, et)).setInputFiles(file);
	await agent.getByRole('button', { name: m.imports_upload({}, et) }).click();

	// Windows-1257 with semicolons, and the headings of the accounts.
	await expect(agent.getByRole('heading', { name: m.imports_columns({}, et) })).toBeVisible();
	await expect(agent.getByLabel('Inventari-nr', { exact: true })).toHaveValue('inventoryNumber');
	await expect(agent.getByLabel('Soetusmaksumus', { exact: true })).toHaveValue('priceCents');
	await expect(agent.getByText('Öökapi kõrval, šokolaadiplekk')).toBeVisible();
	await agent.getByRole('button', { name: m.imports_check({}, et) }).click();

	const rowOf = (number: string) => agent.getByRole('row', { name: number });
	await expect(rowOf('KM-98001')).toContainText(m.imports_kind_insert({}, et));
	await expect(rowOf('KM-98004')).toContainText(
		`Hoone: ${m.imports_unknown_place({ value: 'Kadunud maja' }, et)}`
	);
	await expect(rowOf('KM-98004')).toContainText(m.imports_serial_twice({ row: '4' }, et));
	await expect(rowOf('KM-98005')).toContainText('Maret Tamm');
	await agent.getByRole('button', { name: m.imports_run_good({ count: '3' }, et) }).click();

	await expect(agent.getByText(m.imports_done({ count: '3' }, et))).toBeVisible();
	const written = await portal.sql`
		select i.inventory_number, i.state, p.email, i.price_cents, i.bought_on::text, i.warranty_until::text
		from item i left join person p on p.id = i.holder_id
		where i.inventory_number like 'KM-9800%' order by 1`;
	expect([...written]).toMatchObject([
		{ email: 'employee@linn.example', state: 'in_use', warranty_until: '2026-11-24' },
		{ inventory_number: 'KM-98002', email: 'employee@linn.example', price_cents: 124_950 },
		{ inventory_number: 'KM-98003', email: null, state: 'in_stock', bought_on: '2023-03-15' }
	]);

	await agent.getByText(m.imports_undo({}, et)).click();
	await agent.getByRole('button', { name: m.imports_undo_act({}, et) }).click();
	await expect(agent.getByText(m.imports_undone({ count: '3', stayed: '0' }, et))).toBeVisible();
	const left = await portal.sql`
		select 1 from item where inventory_number like 'KM-9800%' and withdrawn_at is null`;
	expect([...left]).toEqual([]);
});
