import { m } from '#lib/paraglide/messages.js';
import { pdfText } from '#tests/support/pdf-text.ts';
import { arrive, et, expect, test } from '../people.ts';

test('a laptop is received, labelled, handed over, accepted on a phone and reported broken', async ({
	as,
	portal
}) => {
	const agent = await as('agent');
	await arrive(agent, '/admin/equipment/receive');
	await agent.locator('[name=category]').selectOption('laptop');
	await agent.locator('[name=model]').fill('ThinkPad L14 Gen 6');
	await agent.locator('[name=count]').fill('1');
	const number = await agent.locator('[name=firstNumber]').inputValue();
	await agent.locator('[name=serials]').fill('JOURNEY-1');
	await agent.locator('[name=supplier]').fill('Arvutid OÜ');
	await agent.getByRole('button', { name: m.acts_receive_do({}, et) }).click();
	await expect(agent.getByRole('status').first()).toContainText('VA-');

	const labels = await agent
		.getByRole('link', { name: m.acts_print_labels({}, et) })
		.getAttribute('href');
	const sheet = await agent.request.get(
		(labels ?? '').replace('/labels?', '/labels/pdf?format=L7160&')
	);
	expect(sheet.headers()['content-type']).toContain('application/pdf');
	expect(pdfText(await sheet.body())).toContain(number);

	await arrive(agent, '/admin/equipment/acts/new?kind=handover');
	await agent.locator('#typed').fill(number.toLowerCase());
	await agent.locator('#typed').press('Enter');
	await expect(agent.locator('#typed-lines')).toContainText('ThinkPad L14 Gen 6');
	await agent.locator('input#personId').fill('Piret Lind');
	await agent.getByRole('option', { name: /^Piret Lind/ }).click();
	await agent.getByRole('button', { name: m.acts_make_handover({}, et) }).click();
	await agent.waitForURL(/\/admin\/equipment\/acts\/[0-9a-f-]{36}/);
	const actId = /acts\/([0-9a-f-]{36})/.exec(agent.url())?.[1] ?? '';
	const stateNow = async () =>
		(await portal.sql`select state from item where inventory_number = ${number}`)[0];
	expect(await stateNow()).toEqual({ state: 'handed_over' });

	const holder = await as('employee');
	await holder.setViewportSize({ width: 390, height: 844 });
	await arrive(holder, '/things');
	await holder.locator(`a[href="/things/acts/${actId}"]`).first().click();
	await expect(holder.getByRole('main')).toContainText(number);
	await holder.getByRole('button', { name: m.acts_accept({}, et) }).click();
	await expect(holder.getByRole('status').first()).toContainText(m.acts_signed_done({}, et));
	expect(await stateNow()).toEqual({ state: 'in_use' });

	const paper = await holder.request.get(`/things/acts/${actId}/pdf`);
	const words = pdfText(await paper.body()).replaceAll(/\s+/g, ' ');
	for (const word of ['ÜA-', number, 'Piret Lind', 'JOURNEY-1']) expect(words).toContain(word);
	const again = await holder.request.get(`/things/acts/${actId}/pdf`);
	expect(Buffer.compare(await again.body(), await paper.body())).toBe(0);

	await arrive(holder, '/things');
	const thing = holder.getByRole('listitem').filter({ hasText: number }).last();
	await thing.getByRole('link', { name: new RegExp(m.registers_act_fault({}, et)) }).click();
	await holder.waitForURL(/\/services\/fault-report/);
	const [made] = await portal.sql`select id from item where inventory_number = ${number}`;
	await expect(holder.locator('[name=item]:checked')).toHaveValue(String(made?.id));
});
