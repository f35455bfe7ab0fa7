import { m } from '#lib/paraglide/messages.js';
import { arrive, et, expect, test } from '../people.ts';

test('an author writes, checks, asks for a review and publishes a minor version', async ({
	as,
	portal
}) => {
	const author = await as('author');
	await arrive(author, '/admin/training/phishing');
	await author.getByText(m.authoring_take_over({}, et), { exact: true }).first().click();
	await author.getByRole('button', { name: m.authoring_take_over({}, et) }).click();
	await expect(author.getByText(m.authoring_done_taken_over({}, et))).toBeVisible();
	await author.getByRole('button', { name: m.authoring_write({}, et) }).click();
	await author.waitForURL(/\/phishing\/edit$/);

	// The buttons above the text are there when the page has come to life.
	const insertAlert = author.getByRole('button', { name: m.authoring_insert_alert({}, et) });
	await expect(insertAlert).toBeVisible();
	const field = author.locator('textarea#et');
	const text = await field.inputValue();
	const status = author.locator('.status');

	await field.fill(text.replace('- [x]', '- [ ]'));
	const mark = author.getByRole('button', { name: /^Rida \d+$/ }).first();
	await expect(author.getByText(m.authoring_level_error({}, et)).first()).toBeVisible();
	await mark.click();
	const chosen = await field.evaluate((area: HTMLTextAreaElement) =>
		area.value.slice(area.selectionStart, area.selectionEnd)
	);
	expect(chosen).toMatch(/^### .*\{#/);

	const written = text.replace('Kirja avamine', 'Üksnes kirja avamine');
	await field.fill(written);
	await expect(status).toHaveText(/^Salvestatud/);
	await expect(
		author.getByRole('region', { name: m.authoring_preview({}, et) }).first()
	).toContainText('Üksnes kirja avamine');

	await author.getByLabel(m.authoring_review_whom({}, et)).selectOption({ index: 1 });
	const reviewer = await author
		.getByLabel(m.authoring_review_whom({}, et))
		.evaluate((select: HTMLSelectElement) => select.value);
	await author.getByRole('button', { name: m.authoring_review_ask({}, et) }).click();
	await expect(author.getByText(m.authoring_done_asked({}, et))).toBeVisible();

	const [colleague] = await portal.sql<{ who: string }[]>`
		select split_part(email, '@', 1) as who from person where id = ${reviewer}`;
	const other = await as(colleague?.who ?? '');
	await arrive(other, '/admin/training/phishing/edit');
	await other.getByRole('button', { name: m.authoring_approve({}, et) }).click();
	await expect(other.getByText(m.authoring_done_approved({}, et))).toBeVisible();

	await arrive(author, '/admin/training/phishing/publish');
	await author.getByRole('radio', { name: new RegExp(m.authoring_change_minor({}, et)) }).check();
	await author.locator('#changeNote').fill('Selgem sõnastus');
	await author.getByRole('button', { name: m.authoring_publish_act({}, et) }).click();
	await expect(author.getByText(m.authoring_done_published({}, et))).toBeVisible();

	const [edition] = await portal.sql`
		select e.version, e.change, r.id as reviewer,
			(select count(*)::int from change_to_read c where c.to_edition_id = e.id) > 0 as asked
		from training_module m join training_edition e on e.id = m.edition_id
		left join person r on r.id = e.reviewed_by_id where m.key = 'phishing'`;
	expect(edition).toEqual({ version: '1.1.0', change: 'minor', reviewer, asked: true });

	await author.goto('/admin/training/phishing/history');
	await expect(author.locator('ins').first()).toContainText('Üksnes');
});

test('without script a draft is saved and shown by a button', async ({ browser, portal, as }) => {
	const author = await as('author');
	const cookies = await author.context().cookies();
	const context = await browser.newContext({ javaScriptEnabled: false, baseURL: portal.origin });
	await context.addCookies(cookies);
	const page = await context.newPage();
	await page.goto('/admin/training/new');
	await page.getByLabel(m.authoring_new_title({}, et)).fill('Uus printer');
	await page.getByRole('button', { name: m.authoring_new_act({}, et) }).click();
	await page.waitForURL(/\/uus-printer\/edit/);
	await page
		.locator('textarea#et')
		.fill(
			(await page.locator('textarea#et').inputValue()).replace('Kirjuta siia', 'Paber on sahtlis')
		);
	await page.getByRole('button', { name: m.authoring_save({}, et) }).click();
	await expect(page.getByText(m.authoring_done_saved({}, et))).toBeVisible();
	await expect(
		page.getByRole('region', { name: m.authoring_preview({}, et) }).first()
	).toContainText('Paber on sahtlis');
	await context.close();
});
