import type { Actor } from '#lib/people/actor.ts';
import { findActor } from '#lib/server/auth/actor-row.ts';
import type { AffectedKind, Impact, NoticeKind } from '#lib/notices/notice-states.ts';
import { announceNotice } from '#lib/server/notices/life/announce-notice.ts';
import { restoreNotice } from '#lib/server/notices/life/restore-notice.ts';
import { saveDraft } from '#lib/server/notices/writing/save-draft.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Portal } from '#tests/support/browser.ts';
import { aText } from '#tests/support/notice-factories.ts';
import { arrive, et, expect, test } from '../people.ts';

const DAY = 86_400_000;

async function personOf(portal: Portal, email: string): Promise<Actor> {
	const [row] = await portal.sql<{ id: string }[]>`select id from person where email = ${email}`;
	const actor = row && (await findActor(portal.db, row.id, new Date()));
	if (!actor) throw new Error(`Nobody has the address ${email}.`);
	return actor;
}

type Wish = {
	title: { et: string; ru: string };
	kind: NoticeKind;
	affected: { kind: AffectedKind; targetId: string; impact: Impact };
};

/** Announced by the desk as it is done there; planned work begins in three weeks. */
async function announce(portal: Portal, { title, kind, affected }: Wish): Promise<number> {
	const agent = await personOf(portal, 'agent@linn.example');
	const startsAt = kind !== 'planned_work' ? null : new Date(Date.now() + 21 * DAY);
	const { number } = await saveDraft(portal.db, agent, {
		kind,
		texts: {
			et: aText(title.et, { summary: 'Põhjus on teada.', before: 'Salvesta oma töö.' }),
			ru: aText(title.ru, { summary: 'Причина известна.', before: 'Сохраните свою работу.' })
		},
		affected: [affected],
		ownerId: agent.personId,
		startsAt,
		plannedEndAt: startsAt && new Date(startsAt.getTime() + DAY / 12),
		reminders: []
	});
	await announceNotice(portal.db, agent, { number });
	return number;
}

test('an outage arrives on an open page, stays while it lasts, and its end can be put away', async ({
	as,
	portal
}) => {
	const employee = await personOf(portal, 'employee@linn.example');
	const page = await as('employee');
	await arrive(page, '/requests');
	const title = { et: 'Telefonid ei helise', ru: 'Телефоны не звонят' };
	const banner = page.locator('.banner', { hasText: title.et });
	await expect(banner).toHaveCount(0);

	const number = await announce(portal, {
		title,
		kind: 'outage',
		affected: { kind: 'person', targetId: employee.personId, impact: 'unavailable' }
	});
	await expect(banner).toContainText(m.notices_now_outage({}, et), { timeout: 2000 });
	await expect(banner.getByRole('button')).toHaveCount(0);
	await page.reload();
	await expect(banner).toBeVisible();
	const refused = await page.request.post(`/notices/${number}/dismiss`, {
		form: { back: '/requests' },
		headers: { origin: portal.origin }
	});
	expect(refused.status()).toBe(409);

	const agent = await personOf(portal, 'agent@linn.example');
	await restoreNotice(portal.db, agent, { number, texts: { et: 'Keskjaam töötab.' } });
	await expect(banner).toContainText(m.notices_works_again({}, et));
	await banner.getByRole('button').tap();
	await expect(banner).toHaveCount(0);
	await page.reload();
	await expect(banner).toHaveCount(0);

	await page.goto(`/notices/${number}`);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(title.et);
	await expect(page.getByText('Keskjaam töötab.').first()).toBeVisible();
});

test.describe('without script', () => {
	test.use({ javaScriptEnabled: false });

	test('a banner is put away with a plain form, and the notice stays on its page', async ({
		as,
		portal
	}) => {
		const employee = await personOf(portal, 'employee@linn.example');
		const title = { et: 'Arhiiv kolib uude serverisse', ru: 'Архив переезжает' };
		const number = await announce(portal, {
			title,
			kind: 'information',
			affected: { kind: 'person', targetId: employee.personId, impact: 'degraded' }
		});
		const page = await as('employee');
		await page.goto('/requests');
		const banner = page.locator('.banner', { hasText: title.et });
		await banner.getByRole('button').click();
		await expect(page).toHaveURL(`${portal.origin}/requests`);
		await expect(banner).toHaveCount(0);
		await page.goto('/notices');
		await page.getByRole('link', { name: title.et }).click();
		await expect(page).toHaveURL(`${portal.origin}/notices/${number}`);
		await expect(page.getByText('Põhjus on teada.')).toBeVisible();
	});
});

test('a teacher who reads Russian gets a Russian letter and a Russian page', async ({
	as,
	portal
}) => {
	const [teacher] = await portal.sql<{ id: string; email: string }[]>`
		select p.id, p.email from person p join unit u on u.id = p.unit_id
		join unit k on k.code = 'lasteaiad' and k.id = any (u.ancestor_ids)
		where p.locale = 'ru' and p.status = 'active' and p.has_mailbox and p.position like '%õpetaja%'
		order by p.email limit 1`;
	if (!teacher) throw new Error('The sample has no such teacher.');
	const title = { et: 'Päevik on pühapäeval kinni', ru: 'Дневник в воскресенье закрыт' };
	const number = await announce(portal, {
		title,
		kind: 'planned_work',
		affected: { kind: 'person', targetId: teacher.id, impact: 'degraded' }
	});

	const { mail } = await portal.smtp.find(
		(one) => one.to.includes(teacher.email) && (one.mail.subject ?? '').includes(title.ru)
	);
	expect(mail.text).toContain('Сохраните свою работу.');
	expect(mail.text).toContain(`/notices/${number}`);
	expect(mail.attachments.map(({ mimeType }) => mimeType)).toContain('text/calendar');

	const page = await as(teacher.email);
	await page.goto(`/notices/${number}`);
	await expect(page.locator('html')).toHaveAttribute('lang', 'ru');
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(title.ru);
	await expect(page.getByText('Сохраните свою работу.')).toBeVisible();
	await expect(page.getByText('Päevik')).toHaveCount(0);
});
