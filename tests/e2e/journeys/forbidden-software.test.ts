import { readFileSync } from 'node:fs';
import { m } from '#lib/paraglide/messages.js';
import { systemActor } from '#lib/people/actor.ts';
import { systemClock } from '#lib/server/clock.ts';
import { addSite } from '#lib/server/equipment/inventory/sites.ts';
import { arrive, et, expect, test } from '../people.ts';

type Report = { deviceid: string; content: Record<string, unknown> & { softwares: object[] } };

test('forbidden software that a device reports is told to its user and their manager, and is over when a later report proves it', async ({
	as,
	portal
}) => {
	const site = { name: 'Kontrollmaja', placeId: null };
	const { token } = await addSite(portal.db, systemActor, site, systemClock);
	const [last] = await portal.sql<{ number: number }[]>`
		select coalesce(max(number), 0) as number from software_case`;
	const [laptop] = await portal.sql<{ serial: string; number: string }[]>`
		select i.serial, i.inventory_number as number from item i join person p on p.id = i.holder_id
		where p.email = 'employee@linn.example' and i.category = 'laptop' and i.serial <> '' limit 1`;
	const report = JSON.parse(
		readFileSync('../shared/data/inventory/computer_1.json', 'utf8')
	) as Report;
	const { softwares } = report.content;
	report.content.bios = { ...(report.content.bios as object), ssn: laptop?.serial };
	const send = async (more: object[]) => {
		const answer = await fetch(`${portal.origin}/api/v1/inventory`, {
			method: 'POST',
			headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
			body: JSON.stringify({
				...report,
				content: { ...report.content, softwares: [...softwares, ...more] }
			})
		});
		expect(answer.status).toBe(200);
	};
	const states = async () =>
		(
			await portal.sql<{ number: number; state: string }[]>`
				select c.number, c.state from software_case c join item i on i.id = c.item_id
				where i.inventory_number = ${laptop?.number ?? ''} and c.number > ${last?.number ?? 0}
				order by c.number`
		).map(({ state }) => state);

	await send([{ name: 'TeamViewer 15', version: '15.70.6', publisher: 'TeamViewer' }]);
	await expect.poll(states, { timeout: 20_000 }).toEqual(['open']);

	const user = await as('employee');
	await user.setViewportSize({ width: 390, height: 844 });
	await arrive(user, '/');
	await user.getByRole('link', { name: 'TeamViewer', exact: true }).first().click();
	await user.waitForURL(/\/things\/cases\/\d+$/);
	const address = new URL(user.url()).pathname;
	await expect(user.getByRole('main')).toContainText(m.legality_why_forbidden({}, et));
	await expect(user.getByRole('main')).toContainText('TeamViewer 15');
	await user.locator('[name=text]').fill('Eemaldan täna.');
	await user.getByRole('button', { name: m.legality_mine_send({}, et) }).click();
	await expect(user.getByRole('status').first()).toContainText(m.legality_mine_sent({}, et));

	const manager = await as('manager');
	await arrive(manager, '/notifications');
	await expect(manager.getByRole('main')).toContainText('TeamViewer');
	await arrive(manager, address);
	await expect(manager.getByRole('main')).toContainText('Eemaldan täna.');

	const stranger = await as('representative');
	expect((await stranger.goto(address))?.status()).toBe(404);

	const desk = await as('agent');
	await arrive(desk, '/admin/software/cases?state=open&q=TeamViewer');
	await desk
		.getByRole('row', { name: /Piret Lind/ })
		.getByRole('link')
		.first()
		.click();
	await expect(desk.getByRole('complementary')).toContainText('Eemaldan täna.');

	await send([]);
	await expect.poll(states, { timeout: 20_000 }).toEqual(['removed']);
	await arrive(user, address);
	await expect(user.getByRole('main')).toContainText(m.legality_state_removed({}, et));
});
