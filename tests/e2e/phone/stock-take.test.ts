import type { Page } from '@playwright/test';
import { systemActor } from '#lib/people/actor.ts';
import { beginStockTake } from '#lib/server/equipment/stocktake/begin-stock-take.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Portal } from '#tests/support/browser.ts';
import { itemInUse } from '#tests/support/items.ts';
import { pdfText } from '#tests/support/pdf-text.ts';
import { arrive, et, expect, test } from '../people.ts';

/** Four things in a place of their own, and a stock-take in which two people count and one of them signs. */
async function counted(portal: Portal, title: string) {
	const [place] = await portal.sql<{ id: string }[]>`
		select id from place where code = 'la-naerulind'`;
	const placeId = place?.id ?? '';
	const numbers = [1, 2, 3, 4].map((n) => `E2E-${title.length}${n}`);
	const unit = await portal.sql<{ id: string }[]>`select id from unit where code = 'it-abi'`;
	for (const inventoryNumber of numbers) {
		const thing = { inventoryNumber, placeId, room: 'saal', unitId: unit[0]?.id };
		await itemInUse(portal.db, { ...thing, category: 'projector' }, new Date());
	}
	const people = await portal.sql<{ id: string; email: string }[]>`
		select id, email from person where email in ('opetaja@linn.example', 'representative@linn.example')
		order by email`;
	const { id } = await beginStockTake(portal.db, systemActor, {
		title,
		scope: { placeIds: [placeId], unitIds: [], categories: ['projector'] },
		members: people.map((one, n) => ({ personId: one.id, signs: n === 0 }))
	});
	return { id, numbers, placeId };
}

/** Types a number and Enter, as a scanner does, and waits for what is said. */
async function scan(page: Page, number: string, word: string) {
	await page.locator('#code').fill(number);
	await page.locator('#code').press('Enter');
	const answer = page.locator('.answer');
	await expect(answer).toContainText(word);
	await expect(answer).toContainText(number.toUpperCase());
}

const found = m.stocktake_outcome_found({}, et);

test('two phones count, one of them without a connection, and the act says what was found', async ({
	as,
	portal
}) => {
	const { id, numbers, placeId } = await counted(portal, 'Kaks telefoni');
	const [one = '', two = '', three = '', four = ''] = numbers;
	const path = `/things/count/${id}`;
	const near = await as('representative');
	const far = await as('opetaja');
	const desk = await as('agent');
	for (const phone of [near, far]) {
		await arrive(phone, path);
		await phone.locator('#placeId').selectOption(placeId);
	}
	await arrive(desk, `/admin/equipment/stock-takes/${id}`);
	const expected = (
		await portal.sql<{ count: number }[]>`
			select count(*)::int as count from stock_take_line where stock_take_id = ${id}`
	)[0]?.count;

	await scan(near, one.toLowerCase(), found);
	await expect(
		desk.getByText(m.stocktake_progress({ seen: 1, expected: expected ?? 0 }, et))
	).toBeVisible();

	// In the cellar.
	const isKept = () => far.evaluate(async (at) => (await caches.match(at)) !== undefined, path);
	await expect.poll(isKept).toBe(true);
	await far.context().setOffline(true);
	await scan(far, two, found);
	await scan(far, 'XX-404', m.stocktake_outcome_unknown({}, et));
	await expect(far.getByText(m.stocktake_waiting({ count: 2 }, et))).toBeVisible();
	await far.goto(path);
	await expect(far.getByText(m.stocktake_waiting({ count: 2 }, et))).toBeVisible();
	await far.locator('#placeId').selectOption(placeId);
	await scan(far, three, found);
	await expect(far.getByText(m.stocktake_waiting({ count: 3 }, et))).toBeVisible();
	await scan(near, three, found);

	// Out of the cellar: the phone sends by itself.
	await far.context().setOffline(false);
	await expect(far.getByText(m.stocktake_waiting({ count: 3 }, et))).toHaveCount(0);
	const scans = await portal.sql<{ outcome: string; count: number }[]>`
		select outcome, count(*)::int as count from stock_take_scan
		where stock_take_id = ${id} group by outcome order by outcome`;
	expect(scans.map(({ outcome, count }) => [outcome, count])).toEqual([
		['found', 3],
		['twice', 1],
		['unknown', 1]
	]);

	const panel = desk.locator('aside.panel');
	const confirm = async (name: string) => {
		await panel.locator('summary', { hasText: name }).click();
		await panel.getByRole('button', { name, exact: true }).click();
	};
	await confirm(m.stocktake_close({}, et));
	await expect(panel).toContainText(m.stocktake_state_signing({}, et));
	await desk.goto(`/admin/equipment/stock-takes/${id}/corrections?q=${four}`);
	await desk.getByRole('checkbox', { name: four }).check();
	await desk.getByRole('button', { name: m.stocktake_accept({}, et) }).click();
	await expect(desk.getByRole('status').filter({ hasText: 'IN-' })).toBeVisible();
	const [lost] = await portal.sql<{ state: string }[]>`
		select state from item where inventory_number = ${four}`;
	expect(lost?.state).toBe('missing');
	await confirm(m.stocktake_make_act({}, et));
	await expect(panel.getByRole('link', { name: /IN-/ })).toBeVisible();

	const [drawn] = await portal.sql<{ actId: string; number: string }[]>`
		select act_id as "actId", number from stock_take s join act a on a.id = s.act_id
		where s.id = ${id}`;
	await far.goto(`/things/acts/${drawn?.actId}`);
	await far.getByRole('button', { name: m.acts_sign({}, et) }).click();
	await expect(far.getByText(m.acts_signed_done({}, et))).toBeVisible();
	const pdf = await far.request.get(`/things/acts/${drawn?.actId}/pdf`);
	const text = pdfText(await pdf.body()).replaceAll(/\s+/g, ' ');
	for (const word of [
		drawn?.number,
		'Kaks telefoni',
		m.stocktake_fact_missing_items({}, et),
		four,
		'XX-404'
	])
		expect(text).toContain(word);
	await desk.goto('/admin/equipment/stock-takes?state=signed');
	await expect(desk.getByRole('link', { name: 'Kaks telefoni' })).toBeVisible();
});

test.describe('without script', () => {
	test.use({ javaScriptEnabled: false });

	test('a number is counted by the form', async ({ as, portal }) => {
		const { id, numbers, placeId } = await counted(portal, 'Ilma skriptita');
		const page = await as('opetaja');
		await page.goto(`/things/count/${id}?place=${placeId}`);
		await page.locator('#code').fill(numbers[0] ?? '');
		await page.getByRole('button', { name: m.stocktake_send_scan({}, et), exact: true }).click();
		await expect(page.locator('.answer')).toContainText(found);
		await expect(page.locator('#placeId')).toHaveValue(placeId);
	});
});
