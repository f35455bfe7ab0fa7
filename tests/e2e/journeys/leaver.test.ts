import { buffer } from 'node:stream/consumers';
import { m } from '#lib/paraglide/messages.js';
import { pdfText } from '#tests/support/pdf-text.ts';
import { dayFromNow } from '#tests/web/asking.ts';
import { arrive, et, expect, test } from '../people.ts';
import { send } from '../steps.ts';

test('a leaver, from the form of the line manager to the return slip', async ({ as, portal }) => {
	const [who] = await portal.sql<{ id: string; name: string }[]>`
		select p.id, p.name from person p join person b on b.id = p.manager_id
		where b.email = 'manager@linn.example' and p.status = 'active'
			and exists (select from item i where i.holder_id = p.id and i.state = 'in_use')
			and not exists (select from item i where i.holder_id = p.id and i.state <> 'in_use')
			and not exists (select from staff_change c where c.person_id = p.id)
			and p.email like '%.%@%'
		order by p.name limit 1`;
	const { id = '', name = '' } = who ?? {};
	const manager = await as('manager');
	await arrive(manager, '/services/leaver');
	for (const [field, person] of [
		['leaver', name],
		['files_to', 'Piret']
	] as const) {
		await manager.locator(`input#${field}`).fill(person);
		await manager
			.getByRole('option', { name: new RegExp(`^${person}`) })
			.first()
			.click();
	}
	await manager.getByRole('radio', { name: 'Lõpetab töö linnas' }).check();
	await manager.getByRole('textbox', { name: 'Viimane tööpäev' }).fill(dayFromNow(9));
	const atOnce = manager.getByRole('group', { name: 'Kas konto tuleb sulgeda kohe?' });
	await atOnce.getByRole('radio', { name: 'Ei' }).check();
	await manager.getByRole('radio', { name: 'Postkast suletakse' }).check();
	await send(manager);
	await arrive(manager, `/things/leaving?person=${id}`);
	await expect(manager.getByRole('heading', { name: m.leaving_bring({}, et) })).toBeVisible();

	const agent = await as('agent');
	await arrive(agent, '/admin/people/leaving');
	await agent.getByRole('link', { name }).click();
	const title = m.leaving_page_title({ name }, et);
	await expect(agent.getByRole('heading', { level: 1, name: title })).toBeVisible();
	await expect(agent.getByText(m.leaving_slip_wait({}, et))).toBeVisible();
	const act = m.leaving_all_items({}, et);
	await agent.locator('summary', { hasText: act }).click();
	await agent.getByRole('button', { name: act }).click();
	await expect(agent.getByRole('heading', { name: m.leaving_gone({}, et) })).toBeVisible();
	await agent.getByRole('button', { name: m.leaving_slip_give({}, et) }).click();
	await expect(agent.getByText(m.leaving_slip_done({}, et))).toBeVisible();

	const waiting = agent.waitForEvent('download');
	await agent.getByRole('link', { name: /^Tagastusleht TL-/ }).click();
	const download = await waiting;
	const text = pdfText(await buffer(await download.createReadStream()));
	expect(text).toContain('Tagastusleht');
	expect(text.replaceAll('\n', ' ')).toContain(name.split(' ')[0]);
});
