import { m } from '#lib/paraglide/messages.js';
import type { Page } from '@playwright/test';
import { arrive, et, expect, test } from '../people.ts';

/** Chooses somebody in a field that is filled by typing a name. */
async function choose(page: Page, field: string, name: string): Promise<void> {
	await page.locator(`input#${field}`).fill(name);
	await page.getByRole('option', { name: new RegExp(`^${name}`) }).click();
}

test('a broken laptop goes to repair, cannot be mended and is written off by commission and management', async ({
	as,
	portal
}) => {
	const [laptop] = await portal.sql<{ id: string; number: string }[]>`
		select i.id, i.inventory_number as number from item i join person p on p.id = i.holder_id
		where i.category = 'laptop' and i.state = 'in_use' and p.email <> 'employee@linn.example'
		order by i.inventory_number desc limit 1`;
	const [loan] = await portal.sql<{ id: string; number: string }[]>`
		select id, inventory_number as number from item where room = 'laenutus' and state = 'in_stock'
		order by inventory_number limit 1`;
	if (!laptop || !loan) throw new Error('The sample has no such laptops.');
	await portal.sql`update item_category set holds_data = true where code = 'laptop'`;
	const stateOf = async (id: string) =>
		(await portal.sql`select state from item where id = ${id}`)[0];

	const agent = await as('agent');
	await arrive(agent, '/admin/equipment/repairs');
	await agent.getByRole('link', { name: m.repair_send_title({}, et) }).click();
	await agent.getByLabel(m.acts_scan_or_type({}, et)).fill(laptop.number);
	await agent.keyboard.press('Enter');
	await expect(agent.getByRole('listitem').filter({ hasText: laptop.number })).toBeVisible();
	await agent.getByLabel(m.repair_vendor({}, et)).fill('Arvutikeskus OÜ');
	await agent.getByLabel(m.repair_fault({}, et)).fill('Emaplaat on läbi');
	await choose(agent, 'loanItemId', loan.number);
	await agent.getByRole('button', { name: m.repair_send_title({}, et) }).click();
	await expect(agent.getByRole('status').filter({ hasText: 'RV-' })).toBeVisible();
	expect(await stateOf(laptop.id)).toEqual({ state: 'in_repair' });
	expect(await stateOf(loan.id)).toEqual({ state: 'handed_over' });

	await agent.getByRole('link', { name: m.repair_bring_back({}, et) }).click();
	await agent.getByLabel(m.repair_outcome_not_repairable({}, et)).check();
	await agent.getByLabel(m.repair_cost({}, et)).fill('35,50');
	await agent.getByLabel(m.repair_back_to_stock({}, et), { exact: true }).check();
	await agent.getByLabel(m.repair_loan_kept({}, et)).check();
	await agent.getByRole('button', { name: m.repair_back_save({}, et) }).click();
	await expect(agent.getByRole('status').filter({ hasText: 'RT-' })).toBeVisible();
	expect(await stateOf(laptop.id)).toEqual({ state: 'in_stock' });

	await arrive(agent, `/admin/equipment/write-offs/new?items=${laptop.id}`);
	await agent.getByLabel(m.writeoff_title({}, et)).fill('Katkine sülearvuti');
	await agent.getByLabel(m.writeoff_reason({}, et)).fill('Ei saa parandada');
	await agent.getByLabel(m.writeoff_condition({}, et)).fill('Emaplaat on läbi');
	await choose(agent, 'memberIds', 'Marju Kasemets');
	await choose(agent, 'member1', 'Kaire Sild');
	await choose(agent, 'approverId', 'Indrek Laas');
	await agent.getByRole('button', { name: m.writeoff_propose({}, et) }).click();
	await agent.waitForURL(/\/write-offs\/[0-9a-f-]{36}\?proposed/);
	const id = /write-offs\/([0-9a-f-]{36})/.exec(agent.url())?.[1] ?? '';

	for (const member of ['marju.kasemets', 'author']) {
		const page = await as(member);
		await arrive(page, `/things/write-offs/${id}`);
		await page.getByLabel(m.writeoff_agrees({}, et), { exact: true }).check();
		await page.getByRole('button', { name: m.writeoff_opinion_send({}, et) }).click();
		await expect(page.getByRole('status').first()).toContainText(m.writeoff_opinion_said({}, et));
	}

	const chief = await as('admin');
	await arrive(chief, `/things/write-offs/${id}`);
	await chief.getByLabel(m.writeoff_approve({}, et)).check();
	await chief.getByRole('button', { name: m.writeoff_decide({}, et) }).click();
	await expect(chief.getByRole('status').first()).toContainText(m.writeoff_you_approved({}, et));
	expect(await stateOf(laptop.id)).toEqual({ state: 'written_off' });

	await arrive(agent, `/admin/equipment/write-offs/${id}`);
	const dispose = async () => {
		await agent.getByLabel(m.writeoff_disposed_by({}, et)).fill('Elektroonikaromu OÜ');
		const today = new Intl.DateTimeFormat('et-EE', {
			...{ day: '2-digit', month: '2-digit', year: 'numeric', timeZone: 'Europe/Tallinn' }
		}).format(new Date());
		await agent.getByLabel(m.writeoff_disposed_on({}, et)).fill(today);
		await agent.getByRole('button', { name: m.writeoff_dispose_save({}, et) }).click();
	};
	await dispose();
	await expect(agent.getByRole('main')).toContainText(
		m.writeoff_not_wiped({ numbers: laptop.number }, et)
	);
	await agent.getByLabel(m.writeoff_wipe_how({}, et), { exact: true }).selectOption('destroy');
	await agent.getByRole('button', { name: m.writeoff_wipe_save({}, et) }).click();
	await expect(agent.getByRole('status').first()).toContainText(m.writeoff_wipe_noted({}, et));
	await dispose();
	await expect(agent.getByRole('status').first()).toContainText(m.writeoff_was_disposed({}, et));

	const table = await agent.request.get(`/admin/equipment/write-offs/${id}/export?format=csv`);
	const text = await table.text();
	expect(text).toContain(laptop.number);
	expect(text).toContain('Ei saa parandada');
	expect(text).toMatch(/MA-\d{4}-\d{3}/);
});
