import { m } from '#lib/paraglide/messages.js';
import { dayFromNow } from '#tests/web/asking.ts';
import { et, expect, test } from './people.ts';
import { approve, fulfilAccess, send } from './steps.ts';

test.use({ javaScriptEnabled: false });

test('the whole way from the question to the confirmed result works without script', async ({
	as,
	page,
	portal
}) => {
	const employee = await as('employee');
	await employee.goto('/services?q=dokumendihaldus');
	await employee.getByRole('link', { name: 'Ligipääs infosüsteemile' }).click();
	const why = employee.getByLabel('Milleks seda õigust vaja on?');
	await why.fill('Registreerin lepinguid');
	await employee
		.getByRole('button', { name: m.requests_send_request({}, et) })
		.last()
		.click();

	// What is missing is said above the form and at each field; what was typed is still there.
	await expect(employee.getByRole('alert')).toContainText('Vali infosüsteem');
	await expect(why).toHaveValue('Registreerin lepinguid');
	await employee
		.getByLabel('Infosüsteem')
		.selectOption({ label: 'Dokumendihaldus: Registripidaja' });
	await employee.getByLabel('Alates', { exact: true }).fill(dayFromNow(3));
	await employee.getByRole('checkbox', { name: /^Tean, et iga vaatamine/ }).check();
	const number = await send(employee);

	await approve(await as('manager'), number);
	await approve(await as('lembe.viidik'), number);
	await fulfilAccess(await as('agent'), number);

	await employee.goto(`/requests/${number}`);
	await employee.getByRole('button', { name: m.requests_turn_confirm({}, et) }).click();
	await expect(employee.getByRole('status').first()).toHaveText(m.requests_done_confirmed({}, et));
	const [made] = await portal.sql`select status from service_request where number = ${number}`;
	expect(made).toEqual({ status: 'confirmed' });

	await page.goto('/sign-in');
	await page.getByLabel(m.auth_email({}, et)).fill('employee@linn.example');
	await page.getByLabel(m.auth_password({}, et)).fill('abilaud-sample');
	await page.getByRole('button', { name: m.ui_sign_in({}, et) }).click();
	await expect(page).toHaveURL(`${portal.origin}/`);
});
