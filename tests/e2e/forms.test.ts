import { m } from '#lib/paraglide/messages.js';
import { samplePassword } from '#tests/support/browser.ts';
import { arrive, et, expect, test } from './people.ts';

test('what is being typed is kept as a draft and found on another computer', async ({ as }) => {
	const page = await as('manager');
	await arrive(page, '/services/other');
	const field = page.locator('[name="subject"]');
	await expect(page.locator('.acts [role="status"]')).toBeEmpty();
	await field.fill('Projektor koosolekuruumi');
	await expect(page.locator('.acts [role="status"]')).not.toBeEmpty();

	const elsewhere = await as('manager');
	await elsewhere.goto('/');
	await elsewhere.getByRole('link', { name: 'Küsi midagi muud' }).click();
	await elsewhere.waitForURL('**/services/other');
	await expect(elsewhere.locator('[name="subject"]')).toHaveValue('Projektor koosolekuruumi');
	await elsewhere.getByRole('button', { name: m.requests_draft_drop({}, et) }).click();
	await expect(elsewhere.locator('[name="subject"]')).toHaveValue('');
});

test('a session that ends in the middle of a form takes no word of it', async ({ as, portal }) => {
	const page = await as('kaur.tamme');
	await arrive(page, '/services/other');
	const field = page.locator('[name="subject"]');
	const text = page.locator('textarea').first();
	await field.fill('Tulemüür');
	await text.fill('Ei pääse enam arhiivi, palun avage uuesti.');
	await portal.sql`
		delete from session s using person p
		where p.id = s.person_id and p.email = 'kaur.tamme@linn.example'`;
	const sendButton = page.getByRole('button', { name: m.requests_send_request({}, et) }).last();
	await sendButton.click();
	const notice = page.getByRole('alert').filter({ hasText: m.ui_session_over({}, et) });
	await expect(notice).toBeFocused();
	await expect(text).toHaveValue('Ei pääse enam arhiivi, palun avage uuesti.');

	const [entrance] = await Promise.all([
		page.context().waitForEvent('page'),
		notice.getByRole('link').click()
	]);
	await entrance.getByLabel(m.auth_email({}, et)).fill('kaur.tamme@linn.example');
	await entrance.getByLabel(m.auth_password({}, et)).fill(samplePassword);
	await entrance.getByRole('button', { name: m.ui_sign_in({}, et) }).click();
	await entrance.waitForURL('**/services/other');
	await entrance.close();

	await sendButton.click();
	await page.waitForURL(/\/requests\/\d+\?sent=1$/);
	await expect(page.getByRole('heading', { level: 1 })).toContainText('Tulemüür');
});

test('another language keeps the place, the filter and the reader', async ({ as, portal }) => {
	const page = await as('vladislav.baranov');
	await page.goto('/requests?state=open');
	await expect(page.locator('html')).toHaveAttribute('lang', 'ru');
	await page.locator('summary', { hasText: m.ui_language({}, { locale: 'ru' }) }).click();
	await page.getByRole('button', { name: 'English' }).click();
	await expect(page.locator('html')).toHaveAttribute('lang', 'en');
	await expect(page).toHaveURL(`${portal.origin}/requests?state=open`);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(
		m.requests_title_mine({}, { locale: 'en' })
	);
	const elsewhere = await as('vladislav.baranov');
	await elsewhere.goto('/');
	await expect(elsewhere.locator('html')).toHaveAttribute('lang', 'en');
});

test('pressing twice sends once', async ({ as, portal }) => {
	const page = await as('hanna.lepmets');
	await arrive(page, '/services/other');
	await page.locator('[name="subject"]').fill('Kaks korda');
	await page.locator('textarea').first().fill('Vajutan kaks korda.');
	await page
		.getByRole('button', { name: m.requests_send_request({}, et) })
		.last()
		.dblclick();
	await page.waitForURL(/\/requests\/\d+\?sent=1$/);
	const [made] = await portal.sql`
		select count(*)::int as made from service_request r join person p on p.id = r.requester_id
		where p.email = 'hanna.lepmets@linn.example' and r.title like '%Kaks korda%'`;
	expect(made).toEqual({ made: 1 });
});

test('what is typed into the search stays while suggestions come and go', async ({ as }) => {
	const page = await as('employee');
	await arrive(page, '/');
	const search = page.getByRole('combobox');
	await search.pressSequentially('ligi', { delay: 30 });
	await expect(page.getByRole('option').first()).toBeVisible();
	await expect(search).toHaveValue('ligi');
	await search.pressSequentially('pääs', { delay: 30 });
	await expect(search).toHaveValue('ligipääs');
});

test('what has to be corrected is named as its field is, and leads to it', async ({ as }) => {
	const page = await as('agent');
	await arrive(page, '/admin/equipment/receive');
	await page.getByRole('button', { name: m.acts_receive_do({}, et) }).click();
	const errors = page.locator('.errors');
	await expect(errors).toBeFocused();
	const name = `${m.registers_field_model({}, et)}: ${m.errors_required({}, et)}`;
	await errors.getByRole('link', { name, exact: true }).click();
	await expect(page.locator('#model')).toBeFocused();
});
