import { m } from '#lib/paraglide/messages.js';
import { arrive, et, expect, test } from './people.ts';
import { approve, cardOf, fillAccessForm, fulfilAccess, send } from './steps.ts';

test('an employee asks, both approvers agree, IT fulfils, the employee confirms', async ({
	as,
	portal
}) => {
	const why = 'Registreerin rahandusosakonna kirju';
	const employee = await as('employee');
	await employee.goto('/services');
	await employee.getByRole('link', { name: 'Ligipääs infosüsteemile' }).click();
	await fillAccessForm(employee, why);
	const vow = employee.getByRole('region', { name: /./ }).filter({ hasText: 'Tarmo Vesik' });
	await expect(vow).toContainText('Lembe Viidik');
	const number = await send(employee);

	const manager = await as('manager');
	await manager.goto('/approvals');
	await expect(cardOf(manager, number)).toContainText(why);
	await expect(cardOf(manager, number)).toContainText('Piret Lind');
	await approve(manager, number);

	await employee.goto(`/requests/${number}`);
	await expect(employee.getByRole('main')).toContainText('Lembe Viidik');

	await approve(await as('lembe.viidik'), number);
	await fulfilAccess(await as('agent'), number);

	const { mail } = await portal.smtp.find(
		({ to, mail }) =>
			to.includes('employee@linn.example') &&
			(mail.subject ?? '').includes(`IT-${number}`) &&
			(mail.text ?? '').includes('?confirm')
	);
	const link = new RegExp(`${portal.origin}/requests/\\S*confirm\\S*`).exec(mail.text ?? '')?.[0];
	await employee.goto(link ?? 'no link in the letter');
	const question = employee.getByRole('heading', { name: m.requests_turn_confirm_title({}, et) });
	await expect(question).toBeFocused();
	await employee.getByText(m.requests_rating_open({}, et)).click();
	await employee.getByRole('radio', { name: /^5/ }).check();
	await employee.getByRole('button', { name: m.requests_turn_confirm({}, et) }).click();
	await expect(employee.getByRole('status').first()).toHaveText(m.requests_done_confirmed({}, et));

	const [made] = await portal.sql`
		select r.status, r.rating, s.slug, p.email
		from service_request r
		join access_right a on a.request_id = r.id
		join person p on p.id = a.person_id
		join system_role s on s.id = a.role_id
		where r.number = ${number}`;
	expect(made).toEqual({
		status: 'confirmed',
		rating: 5,
		slug: 'registripidaja',
		email: 'employee@linn.example'
	});
	await employee.goto('/things');
	await expect(
		employee.getByRole('listitem').filter({ hasText: 'Registripidaja' }).first()
	).toContainText('Dokumendihaldus');
});

test('a request that was returned is sent again with better words', async ({ as }) => {
	const employee = await as('employee');
	await employee.goto('/services/system-access');
	await fillAccessForm(employee, 'Niisama');
	const number = await send(employee);

	const manager = await as('manager');
	await arrive(manager, '/approvals');
	const card = cardOf(manager, number);
	await card.getByText(m.requests_decide_return({}, et)).click();
	const reason = card.getByLabel(m.requests_decide_return_reason({}, et));
	const act = card.getByRole('button', { name: m.requests_decide_return_act({}, et) });
	await act.click();
	await expect(reason).toHaveAttribute('aria-invalid', 'true');
	await reason.fill('Kirjuta, milliseid kirju.');
	await act.click();
	await expect(card).toHaveCount(0);

	await employee.goto('/requests');
	await employee
		.getByRole('listitem')
		.filter({ hasText: m.requests_turn_act_returned({}, et) })
		.getByRole('link', { name: /Dokumendihaldus/ })
		.first()
		.click();
	await expect(employee.getByRole('main')).toContainText('Kirjuta, milliseid kirju.');
	await employee.getByRole('link', { name: m.requests_turn_act_returned({}, et) }).click();
	const why = employee.getByLabel('Milleks seda õigust vaja on?');
	await expect(why).toHaveValue('Niisama');
	await why.fill('Registreerin sissetulevaid arveid');
	await employee
		.getByRole('button', { name: m.requests_edit_send({}, et) })
		.last()
		.click();
	await employee.waitForURL(`**/requests/${number}?sent=1`);

	await manager.goto('/approvals');
	await expect(card).toContainText('Registreerin sissetulevaid arveid');
	await expect(card).not.toContainText('Niisama');
});

test('a representative asks for two of the staff at once', async ({ as, portal }) => {
	const representative = await as('representative');
	await representative.goto('/services/system-access');
	await representative.getByRole('button', { name: m.requests_for_change({}, et) }).click();
	for (const name of ['Leelo Ojala', 'Reet Tarvas'])
		await representative.getByRole('checkbox', { name: new RegExp(name) }).check();
	await representative.getByRole('checkbox', { name: m.requests_for_self({}, et) }).uncheck();
	await representative.getByRole('button', { name: m.requests_for_done({}, et) }).click();
	// The page comes anew with the two chosen; the boxes are gone when it has.
	await expect(representative.getByRole('checkbox', { name: /Reet Tarvas/ })).toHaveCount(0);
	await expect(representative.getByRole('main')).toContainText('Leelo Ojala');
	await fillAccessForm(representative, 'Õpetajad registreerivad vanemate kirju');
	await representative
		.getByRole('button', { name: m.requests_send_request({}, et) })
		.last()
		.click();
	await representative.waitForURL(/\/requests\?sent=\d+,\d+$/);
	const numbers = /sent=(\d+),(\d+)/.exec(representative.url())?.slice(1).map(Number) ?? [];
	for (const number of numbers)
		await expect(representative.getByRole('main')).toContainText(`IT-${number}`);
	const made = await portal.sql`
		select b.name, a.email from service_request r
		join person b on b.id = r.beneficiary_id join person a on a.id = r.requester_id
		where r.number = any (${numbers}) order by b.name`;
	expect([...made]).toEqual([
		{ name: 'Leelo Ojala', email: 'representative@linn.example' },
		{ name: 'Reet Tarvas', email: 'representative@linn.example' }
	]);
});

test('a teacher reports a fault on a device from the list of own things', async ({
	as,
	portal
}) => {
	const teacher = await as('opetaja');
	await teacher.goto('/things');
	const laptop = teacher.getByRole('listitem').filter({ hasText: 'KM-10482' }).first();
	await laptop.getByRole('link', { name: m.registers_act_fault({}, et) }).click();
	await expect(teacher.getByRole('radio', { name: 'Arvuti' })).toBeChecked();
	const [{ id } = { id: '' }] = await portal.sql<{ id: string }[]>`
		select id from item where inventory_number = 'KM-10482'`;
	await expect(teacher.locator('[name=item]')).toHaveValue(id);
	await teacher.getByLabel('Mis juhtub?').fill('Ekraan jääb pärast käivitamist mustaks');
	await teacher.getByRole('radio', { name: 'Ainult mind' }).check();
	await teacher.getByRole('radio', { name: 'Ei saa' }).check();
	const number = await send(teacher);
	const [made] = await portal.sql`
		select r.status, i.inventory_number as item
		from service_request r join item i on r.answers::text like '%' || i.id || '%'
		where r.number = ${number}`;
	expect(made).toEqual({ status: 'queued', item: 'KM-10482' });
	await teacher.goto('/things');
	await expect(laptop.getByRole('link', { name: new RegExp(`IT-${number}|Rike`) })).toBeVisible();
});
