import { m } from '#lib/paraglide/messages.js';
import { dayFromNow } from '#tests/web/asking.ts';
import { arrive, et, expect, test } from '../people.ts';
import { send } from '../steps.ts';

test('a new teacher gets what the position needs: the request brings it line by line, the desk strikes one', async ({
	as,
	portal
}) => {
	const head = await as('katrin.saar');
	await arrive(head, '/services/new-employee');
	await head.getByLabel('Eesnimi').fill('Liivi');
	await head.getByLabel('Perekonnanimi').fill('Kruus');
	await head.getByLabel('Ametikoht').fill('õpetaja');
	await head.locator('input#line_manager').fill('Katrin Saar');
	await head.getByRole('option', { name: /^Katrin Saar/ }).click();
	await head.getByRole('textbox', { name: 'Esimene tööpäev' }).fill(dayFromNow(14));
	await head.getByRole('radio', { name: 'Eesti keeles' }).check();
	await head.getByLabel('Tema telefon').fill('58011111');
	const replaces = head.getByRole('group', { name: 'Kas ta tuleb kellegi asemele?' });
	await replaces.getByRole('radio', { name: 'Ei' }).check();
	await head.getByRole('radio', { name: /Kasutab ühist arvutit/ }).check();
	const phone = head.getByRole('group', { name: 'Kas ta vajab töötelefoni?' });
	await phone.getByRole('radio', { name: 'Ei' }).check();
	const number = await send(head);
	await expect(head.getByRole('heading', { name: m.moves_joiner_title({}, et) })).toBeVisible();
	await expect(head.getByRole('rowheader', { name: /Lasteaiapäevik/ }).first()).toBeVisible();

	const agent = await as('agent');
	await arrive(agent, `/admin/requests/${number}`);
	const lines = await portal.sql`
		select l.id from staff_change_line l join staff_change c on c.id = l.change_id
		where c.request_number = ${number} and l.proposed = 'add'`;
	const tasks = () => portal.sql`
		select t.key, t.due_on from request_task t join service_request r on r.id = t.request_id
		where r.number = ${number} and t.due_on is not null`;
	expect(await tasks()).toHaveLength(lines.length);
	await agent
		.getByRole('button', { name: new RegExp(`^${m.moves_strike_of({ what: '' }, et)}`) })
		.first()
		.click();
	await expect(agent.getByText(m.moves_left_out({}, et)).first()).toBeVisible();
	await expect.poll(async () => (await tasks()).length).toBe(lines.length - 1);

	await arrive(agent, '/admin/people/changes?kind=joiner');
	await agent.getByRole('link', { name: 'Liivi Kruus' }).click();
	await expect(agent.getByRole('heading', { level: 1, name: /^Liivi Kruus/ })).toBeVisible();
});

test('somebody moves: the desk tells of it, the new line manager decides by keys, the desk has the tasks', async ({
	as,
	portal
}) => {
	const agent = await as('agent');
	await arrive(agent, '/people/move');
	await agent.locator('input#personId').fill('Helgi Aava');
	await agent.getByRole('option', { name: /^Helgi Aava/ }).click();
	const [unit] = await portal.sql<{ id: string }[]>`
		select id from unit where code = 'rannakula-keskus'`;
	await agent.getByLabel(m.moves_move_unit({}, et)).selectOption(unit?.id ?? '');
	await agent.getByLabel(m.moves_move_position({}, et)).fill('referent');
	await agent.locator('input#managerId').fill('Aare Lootsmann');
	await agent.getByRole('option', { name: /^Aare Lootsmann/ }).click();
	await agent.getByLabel(m.moves_move_day({}, et)).fill(dayFromNow(0));
	await agent.getByRole('button', { name: m.moves_move_send({}, et) }).click();
	await agent.waitForURL(/\/people\/changes\/\d+\?sent/);
	const number = Number(/changes\/(\d+)/.exec(agent.url())?.[1]);

	const manager = await as('aare.lootsmann');
	await arrive(manager, '/approvals');
	await manager.getByRole('link', { name: 'Helgi Aava' }).click();
	const rows = manager.locator('tr[data-line]');
	await expect(rows.nth(1)).toBeVisible();
	const undecided = await rows.count();
	expect(undecided).toBeGreaterThan(1);
	const first = rows.first().getByRole('radio').first();
	await first.focus();
	await manager.keyboard.press((await first.getAttribute('value')) === 'keep' ? 'k' : 'a');
	await expect(first).toBeChecked();
	await manager.getByRole('button', { name: m.moves_decide_all({}, et) }).click();
	await expect(manager.getByRole('status')).toContainText(m.moves_decided({}, et));
	const left = await portal.sql`
		select l.id from staff_change_line l join staff_change c on c.id = l.change_id
		where c.number = ${number} and l.decided is null`;
	expect(left).toHaveLength(0);
	const [moved] = await portal.sql`
		select u.code, p.position from person p join unit u on u.id = p.unit_id
		where p.email = 'helgi.aava@linn.example'`;
	expect(moved).toEqual({ code: 'rannakula-keskus', position: 'referent' });
	const begun = await portal.sql`
		select a.id from access_task a join staff_change c on c.id = a.source_id
		where c.number = ${number} and a.source = 'mover'`;
	const [asked] = await portal.sql<{ count: number }[]>`
		select count(*)::int as count from staff_change_line l join staff_change c on c.id = l.change_id
		where c.number = ${number} and l.request_number is not null`;
	expect(begun.length + (asked?.count ?? 0)).toBeGreaterThan(0);
	await arrive(agent, `/admin/people/changes/${number}`);
	await expect(agent.getByText(m.moves_applied({}, et))).toBeVisible();
});
