import type { Page } from '@playwright/test';
import { m } from '#lib/paraglide/messages.js';
import { visitorAs } from '#tests/support/visitor.ts';
import { valueOf } from '#tests/web/page-text.ts';
import { numberSent } from '#tests/web/asking.ts';
import { arrive, et, expect, test } from '../people.ts';

/** Makes a request that goes straight to the queue, and says its number. */
async function queued(portal: Parameters<typeof visitorAs>[0], subject: string): Promise<number> {
	const someone = await visitorAs(portal, 'kristi.parts');
	const page = await (await someone.get('/services/other')).text();
	const form = new FormData();
	for (const name of ['_key', '_for']) form.set(name, valueOf(page, name) ?? '');
	for (const [name, value] of [
		['subject', subject],
		['more', 'Palun vaadake üle.'],
		['phone', '5692']
	] as const)
		form.set(name, value);
	return numberSent(await someone.post('/services/other?/send', form));
}

const row = (page: Page, number: number | string) => page.locator(`tr[data-row="${number}"]`);
const focusedRow = (page: Page) =>
	page.evaluate(() => document.activeElement?.closest('tr')?.dataset.row);
const rowIds = (page: Page) =>
	page
		.locator('tr[data-row]')
		.evaluateAll((rows) => rows.map((one) => (one as HTMLElement).dataset.row));

test('an agent works through the queue with the keyboard alone', async ({ as, portal }) => {
	const number = await queued(portal, 'Ainult klahvidega');
	const page = await as('agent');
	await arrive(page, '/admin/requests?view=unassigned');
	const ids = await rowIds(page);
	expect(ids.length).toBeGreaterThan(2);

	await page.keyboard.press('j');
	expect(await focusedRow(page)).toBe(ids[0]);
	await page.keyboard.press('j');
	await page.keyboard.press('j');
	expect(await focusedRow(page)).toBe(ids[2]);
	await page.keyboard.press('k');
	expect(await focusedRow(page)).toBe(ids[1]);

	await page.keyboard.press('x');
	await expect(row(page, ids[1] ?? '').getByRole('checkbox')).toBeChecked();
	await page.keyboard.press('Escape');
	await expect(row(page, ids[1] ?? '').getByRole('checkbox')).not.toBeChecked();

	await page.keyboard.press('/');
	await expect(page.locator('#list-search')).toBeFocused();
	await page.keyboard.type('klahvidega');
	await page.keyboard.press('Enter');
	await expect(row(page, number)).toBeVisible();
	await expect(page.locator('tr[data-row]')).toHaveCount(1);

	// Letters are letters there until Esc goes back to the list.
	await page.keyboard.press('Escape');
	expect(await focusedRow(page)).toBe(String(number));
	await expect(page.locator('#list-search')).toHaveValue('klahvidega');
	await page.keyboard.press('Enter');
	await expect(page).toHaveURL(new RegExp(`open=${number}`));
	await expect(page.locator('#desk-title')).toContainText('Ainult klahvidega');
	expect(await focusedRow(page)).toBe(String(number));

	await page.keyboard.press('m');
	await expect(page.locator('#desk-take')).toHaveCount(0);
	await page.keyboard.press('c');
	await expect(page.locator('#desk-body')).toBeFocused();
	// Letters typed here are letters.
	await page.keyboard.type('jah, xeke ja m?');
	await expect(page.locator('#desk-body')).toHaveValue('jah, xeke ja m?');
	await page.keyboard.press('Escape');
	await expect(page.locator('#desk-body')).not.toBeFocused();
	await page.keyboard.press('e');
	await expect(page.locator('#desk-next-task')).toHaveCount(0);
	const [task] = await portal.sql`
		select p.email from request_task t join service_request r on r.id = t.request_id
		join person p on p.id = t.done_by_id where r.number = ${number}`;
	expect(task).toEqual({ email: 'agent@linn.example' });

	await page.keyboard.press('Escape');
	await expect(page).not.toHaveURL(/open=/);
});

test('the keys are told on request, and can be turned off', async ({ as, portal }) => {
	const page = await as('anne.parn');
	await arrive(page, '/admin/requests');
	await page.keyboard.press('?');
	const help = page.getByRole('dialog', { name: m.queue_keys_title({}, et) });
	await expect(help).toContainText(m.queue_key_tick({}, et));
	await page.keyboard.press('Escape');
	await expect(help).toBeHidden();

	await portal.sql`update person set single_keys = false where email = 'anne.parn@linn.example'`;
	await arrive(page, '/admin/requests');
	await page.keyboard.press('?');
	await page.keyboard.press('j');
	expect(await focusedRow(page)).toBeUndefined();
	await expect(help).toBeHidden();
});

test('everything is found by typing after Ctrl+K', async ({ as }) => {
	const page = await as('agent');
	await arrive(page, '/admin/requests');
	await page.keyboard.press('Control+k');
	const field = page.getByRole('combobox', { name: m.ui_palette_hint({}, et) });
	await expect(field).toBeFocused();
	await page.keyboard.type('infosüs');
	await expect(page.locator('#palette-list [aria-selected="true"]')).toContainText(
		m.ui_desk_systems({}, et)
	);
	await page.keyboard.press('Enter');
	await page.waitForURL('**/admin/systems');
	await page.keyboard.press('Control+k');
	await expect(field).toBeFocused();
	await page.keyboard.press('Escape');
	await expect(field).toBeHidden();
});

test('a thing is found by its number after Ctrl+K, by its beginning too', async ({
	as,
	portal
}) => {
	const [thing] = await portal.sql<{ id: string; number: string; model: string }[]>`
		select id, inventory_number as number, model from item
		where category = 'laptop' and withdrawn_at is null order by inventory_number limit 1`;
	if (!thing) throw new Error('The sample has no laptops.');
	const page = await as('agent');
	await arrive(page, '/admin/requests');
	await page.keyboard.press('Control+k');
	await expect(page.getByRole('combobox', { name: m.ui_palette_hint({}, et) })).toBeFocused();
	await page.keyboard.type(thing.number.toLowerCase());
	const found = page.locator('#palette-list').getByRole('option', { name: thing.number });
	await expect(found).toContainText(thing.model);
	await expect(found).toContainText(m.ui_found_item({}, et));
	await found.click();
	await page.waitForURL(`**/admin/equipment/${thing.id}`);
});

test('many are given to a colleague at once, and the view is kept for tomorrow', async ({
	as,
	portal
}) => {
	const numbers = [await queued(portal, 'Hulk esimene'), await queued(portal, 'Hulk teine')];
	const page = await as('agent');
	await arrive(page, '/admin/requests?view=all&q=hulk');
	for (const number of numbers) await row(page, number).getByRole('checkbox').check();
	await expect(page.getByText(m.lists_ticked({ count: 2 }, et))).toBeVisible();
	await page.keyboard.press('a');
	const assignee = page.locator('#bulk-assignee');
	await expect(assignee).toBeFocused();
	await assignee.selectOption({ label: 'Anne Pärn' });
	await page
		.locator('#bulk-assign')
		.getByRole('button', { name: m.queue_assign({}, et) })
		.click();
	await expect(page.locator('.bulk-answer')).toHaveText(m.queue_bulk_done({ count: 2 }, et));
	for (const number of numbers) await expect(row(page, number)).toContainText('Anne Pärn');

	await page.locator('.save-view summary').click();
	await page.getByLabel(m.lists_view_name({}, et)).fill('Hulgaga antud');
	await page
		.locator('.save-view')
		.getByRole('button', { name: m.lists_save_view({}, et) })
		.click();
	const kept = page.getByRole('link', { name: 'Hulgaga antud' });
	await expect(kept).toBeVisible();
	await page.goto('/admin/requests');
	await kept.click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Hulgaga antud');
	expect((await rowIds(page)).sort()).toEqual(numbers.map(String).sort());
	const strangers = await as('dmitri.volkov');
	await strangers.goto('/admin/requests');
	await expect(strangers.getByRole('link', { name: 'Hulgaga antud' })).toHaveCount(0);
});

test('open pages show by themselves what a colleague has done', async ({ as, portal }) => {
	const number = await queued(portal, 'Elus leht');
	const [rasmus, anne, asker] = [
		await as('agent'),
		await as('anne.parn'),
		await as('kristi.parts')
	];
	await arrive(asker, `/requests/${number}`);
	await arrive(rasmus, `/admin/requests?view=all&q=elus&open=${number}`);
	await rasmus.locator('#desk-body').fill('Pooleli mõte');

	await arrive(anne, `/admin/requests?view=all&open=${number}`);
	await anne.locator('#desk-take').click();
	await expect(row(rasmus, number)).toContainText('Anne Pärn');
	await expect(rasmus.locator('.panel-now')).toContainText('Anne Pärn');
	await expect(asker.getByRole('main')).toContainText('Anne Pärn');
	// What is being written is not taken away by what comes.
	await expect(rasmus.locator('#desk-body')).toHaveValue('Pooleli mõte');
});
