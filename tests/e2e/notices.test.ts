import type { Page } from '@playwright/test';
import { formatDayNumeric, formatTime } from '#lib/format/dates.ts';
import { locales } from '#lib/i18n/localized.ts';
import { m } from '#lib/paraglide/messages.js';
import { systemActor } from '#lib/people/actor.ts';
import { fixedClock, systemClock } from '#lib/server/clock.ts';
import { proposeOutages } from '#lib/server/notices/joins/propose-outages.ts';
import { runNoticesByClock } from '#lib/server/notices/life/notice-jobs.ts';
import { announceNotice } from '#lib/server/notices/life/announce-notice.ts';
import { getDraft } from '#lib/server/notices/writing/get-draft.ts';
import { saveDraft } from '#lib/server/notices/writing/save-draft.ts';
import type { Portal } from '#tests/support/browser.ts';
import { aText } from '#tests/support/notice-factories.ts';
import { visitorAs } from '#tests/support/visitor.ts';
import { arrive, et, expect, test } from './people.ts';
import { send } from './steps.ts';

const MINUTE = 60_000;

/** A draft of planned work on the personal matters of these people, nine days from now. */
async function plannedWork(portal: Portal, title: string, readers: string[]) {
	const { personId: ownerId } = await visitorAs(portal, 'agent');
	const affected = await Promise.all(
		readers.map(async (who) => ({
			kind: 'person' as const,
			targetId: (await visitorAs(portal, who)).personId,
			impact: 'unavailable' as const
		}))
	);
	const startsAt = new Date(Date.now() + 9 * 24 * 60 * MINUTE);
	startsAt.setMinutes(0, 0, 0);
	const plannedEndAt = new Date(startsAt.getTime() + 60 * MINUTE);
	const { number } = await saveDraft(portal.db, systemActor, {
		kind: 'planned_work',
		texts: {
			et: aText(title, { summary: 'Vahetame võrguseadme.', before: 'Prindi vajalik enne.' }),
			ru: aText(`${title} (ru)`, { summary: 'Меняем сетевое устройство.' })
		},
		affected,
		ownerId,
		startsAt,
		plannedEndAt,
		checks: ['Proovileht tuli välja', 'Uksed avanevad']
	});
	/** Lets the minute job run so many minutes after the start, or before it. */
	const runAt = (minutes: number) =>
		runNoticesByClock(
			{ db: portal.db, clock: fixedClock(new Date(startsAt.getTime() + minutes * MINUTE)) },
			{}
		);
	return { number, startsAt, plannedEndAt, runAt };
}

const press = (page: Page, name: string | RegExp) =>
	page.getByRole('button', { name }).first().click();

/** Opens a folded act of the desk's page. */
const unfold = (page: Page, summary: string) =>
	page
		.locator('details', { has: page.getByText(summary, { exact: true }) })
		.locator('summary')
		.click();

test('planned work is announced, reminded, started, runs over, is extended and restored by a person', async ({
	as,
	portal
}, info) => {
	const title = `Printimine katkeb ${info.project.name}`;
	const { number, plannedEndAt, runAt } = await plannedWork(portal, title, ['employee', 'manager']);
	const address = `/admin/notices/${number}`;
	const desk = await as('agent');
	await arrive(desk, address);
	await expect(desk.getByRole('heading', { level: 1 })).toHaveText(title);
	await press(desk, m.notice_desk_announce({ count: 2 }, et));
	await expect(desk.getByText(m.notice_desk_done_announced({}, et))).toBeVisible();
	await expect(desk.locator('.log')).toContainText(m.notice_desk_line_announced({ count: 2 }, et));

	const reader = await as('employee');
	await reader.goto('/notices');
	await reader.getByRole('link', { name: title }).first().click();
	await expect(reader.getByRole('heading', { level: 1 })).toHaveText(title);

	await runAt(-120);
	await runAt(0);
	await desk.goto(address);
	await expect(
		desk.getByRole('heading', { name: m.notice_desk_restore_title({}, et) })
	).toBeVisible();
	await expect(desk.locator('.log')).toContainText(m.notice_desk_line_reminded({}, et));
	await expect(desk.locator('.log')).toContainText(m.notice_desk_line_started({}, et));

	await runAt(60);
	await runAt(75);
	await desk.goto(address);
	await expect(desk.locator('.trail .now')).toContainText(m.notice_desk_stage_check({}, et));
	await expect(desk.locator('.log')).toContainText(m.notice_desk_line_overrun({}, et));
	await expect(desk.locator('.log')).toContainText('Rasmus Kivi');

	const later = new Date(plannedEndAt.getTime() + 90 * MINUTE);
	await unfold(desk, m.notice_desk_extend({}, et));
	await desk.locator('#extended-endsDay').fill(formatDayNumeric(later));
	await desk.locator('#extended-endsHour').fill(formatTime(later, 'et'));
	await press(desk, m.notice_desk_extend_act({ count: 2 }, et));
	await expect(desk.getByText(m.notice_desk_done_extended({}, et))).toBeVisible();
	await expect(desk.locator('.trail .now')).toContainText(m.notice_desk_stage_going_on({}, et));

	for (const locale of locales) {
		const ready = m.notice_desk_ready_restored({}, { locale });
		await expect(desk.locator(`#restored-${locale}`)).toHaveValue(ready);
	}
	await desk.getByRole('checkbox', { name: /Proovileht/ }).check();
	await expect(desk.getByText(m.notice_desk_done_ticked({}, et))).toBeVisible();
	await press(desk, m.notice_desk_restore_act({}, et));
	await expect(desk.getByRole('alert')).toContainText(m.notice_desk_checks_left({}, et));
	await desk.getByRole('checkbox', { name: m.notice_desk_despite({ count: 1 }, et) }).check();
	await press(desk, m.notice_desk_restore_act({}, et));
	await expect(desk.getByText(m.notice_desk_done_restored({}, et))).toBeVisible();
	await expect(desk.locator('#coverage ~ [role="status"]')).toHaveCount(0);

	await reader.reload();
	await expect(reader.locator('.restored')).toContainText(m.notice_desk_ready_restored({}, et));
	await reader.getByRole('button', { name: m.notices_works_no({}, et) }).click();
	await desk.goto(address);
	await expect(desk.locator('.log .problem').first()).toBeVisible();
});

test('an outage comes of three fault reports, is told, restored, and ends with a report that readers get', async ({
	as,
	portal
}) => {
	const people = await portal.sql<{ email: string }[]>`
		select email from person where status = 'active' and place_id = (
			select place_id from person where status = 'active' and place_id is not null
			group by place_id order by count(*) desc limit 1)
		order by email limit 3`;
	const numbers: number[] = [];
	for (const { email } of people) {
		const page = await as(email);
		await page.goto('/services/fault-report');
		await page.getByRole('radio', { name: 'E-post või kalender' }).check();
		await page.getByLabel('Mis juhtub?').fill('Kirjad ei tule kohale');
		await page.getByRole('radio', { name: 'Ainult mind' }).check();
		await page.getByRole('radio', { name: 'Ei saa' }).check();
		numbers.push(await send(page));
	}
	await proposeOutages({ db: portal.db, clock: systemClock }, {});

	const desk = await as('agent');
	await expect(async () => {
		await desk.goto('/admin/requests');
		await expect(desk.getByText(`IT-${numbers[0]}`).first()).toBeVisible({ timeout: 1000 });
	}).toPass();
	await press(desk, m.notice_plan_proposal_take({}, et));
	await desk.waitForURL(/\/admin\/notices\/\d+\/edit/);
	const number = Number(/notices\/(\d+)/.exec(desk.url())?.[1]);
	await desk.goto(`/admin/notices/${number}`);
	for (const one of numbers)
		await expect(desk.getByRole('link', { name: `IT-${one}`, exact: true })).toBeVisible();
	const title = (await desk.getByRole('heading', { level: 1 }).textContent())?.trim() ?? '';
	await desk.locator('#announce ~ form button[type="submit"]').click();
	await expect(desk.getByText(m.notice_desk_done_announced({}, et))).toBeVisible();

	const reader = await as(people[0]?.email ?? '');
	await reader.goto('/services');
	await expect(reader.locator('.banner').filter({ hasText: title })).toBeVisible();

	await desk.locator('#told-et').fill('Otsime viga');
	await press(desk, /^Saada uudis/);
	await expect(desk.getByText(m.notice_desk_done_told({}, et))).toBeVisible();
	await press(desk, m.notice_desk_restore_act({}, et));
	await expect(desk.getByText(m.notice_desk_done_restored({}, et))).toBeVisible();

	await unfold(desk, m.notice_desk_report_write({}, et));
	await desk.locator('[id="report_saved-what.et"]').fill('Postiserver seisis tund aega');
	await desk.locator('[id="report_saved-change.et"]').fill('Paneme teise serveri juurde');
	await press(desk, m.notice_desk_report_save({}, et));
	await expect(desk.getByText(m.notice_desk_done_report_saved({}, et))).toBeVisible();
	await press(desk, /^Avalda/);
	await expect(desk.getByText(m.notice_desk_done_report_published({}, et))).toBeVisible();

	await reader.goto(`/notices/${number}`);
	await expect(reader.getByRole('main')).toContainText('Paneme teise serveri juurde');
});

test('a reader whose language is Russian is told in Russian', async ({ as, portal }, info) => {
	const [found] = await portal.sql<{ email: string }[]>`
		select email from person where status = 'active' and locale = 'ru' and has_mailbox
		order by email limit 1`;
	const email = found?.email ?? '';
	const title = `Võrgutöö ${info.project.name}`;
	const { number } = await plannedWork(portal, title, [email]);
	const desk = await as('agent');
	await desk.goto(`/admin/notices/${number}`);
	await press(desk, m.notice_desk_announce({ count: 1 }, et));
	await expect(desk.getByText(m.notice_desk_done_announced({}, et))).toBeVisible();
	const [letter] = await portal.sql`
		select o.locale, o.subject from outbox_message o join notice_message t on t.outbox_id = o.id
		join notice n on n.id = t.notice_id where n.number = ${number}`;
	expect(letter).toMatchObject({ locale: 'ru' });
	expect(String(letter?.subject)).toContain(`${title} (ru)`);
	const reader = await as(email);
	await reader.goto(`/notices/${number}`);
	await expect(reader.getByRole('heading', { level: 1 })).toHaveText(`${title} (ru)`);
});

test('a screen on a wall takes up what is new by itself, without being loaded anew', async ({
	as,
	portal
}, info) => {
	const title = `Ekraanil on uus teade ${info.project.name}`;
	const { number } = await plannedWork(portal, title, ['employee']);
	const page = await as('employee');
	await page.clock.install();
	await page.goto('/notices/screen');
	await expect(page.locator('main')).not.toContainText(title);
	await page.evaluate(() => document.body.setAttribute('data-same', 'yes'));
	await portal.sql`update notice set starts_at = now() + interval '1 day',
		planned_end_at = now() + interval '2 days' where number = ${number}`;
	const { revision } = await getDraft(portal.db, systemActor, number);
	await announceNotice(portal.db, systemActor, { number, revision, lateReason: 'Kiire' });
	await page.clock.runFor('01:30');
	await expect(page.locator('main')).toContainText(title);
	await expect(page.locator('body')).toHaveAttribute('data-same', 'yes');
	// The portal is away for a while: what was known last stays on the wall.
	await page.route('**/notices/screen', (route) => route.abort());
	await page.clock.runFor('03:00');
	await expect(page.locator('main')).toContainText(title);
});

test('a complete text in three languages takes a minute: twelve acts from the list to the announcement', async ({
	as,
	portal
}) => {
	const desk = await as('agent');
	await arrive(desk, '/admin/notices');
	let acts = 0;
	const act = async (work: Promise<unknown>) => {
		acts += 1;
		await work;
	};
	const begins = new Date(Date.now() + 20 * 24 * 60 * MINUTE);
	await act(desk.getByRole('link', { name: m.notice_writing_new({}, et), exact: true }).click());
	await act(desk.locator('a[href$="template=system-maintenance"]').click());
	const system = desk.getByRole('combobox').first();
	await act(system.fill('Lasteaiap'));
	await expect(desk.getByRole('option').first()).toBeVisible();
	await act(system.press('Enter'));
	await act(desk.locator('#startsDay').fill(formatDayNumeric(begins)));
	await act(desk.locator('#startsHour').fill('18'));
	await act(desk.locator('#endsDay').fill(formatDayNumeric(begins)));
	await act(desk.locator('#endsHour').fill('20'));
	await act(press(desk, m.notice_writing_fill({}, et)));
	await desk.waitForURL(/\/admin\/notices\/\d+/);
	const number = Number(/notices\/(\d+)/.exec(desk.url())?.[1]);
	if (desk.url().includes('/edit')) await act(press(desk, m.notice_writing_save_review({}, et)));
	await act(desk.locator('#announce ~ form button[type="submit"]').click());
	await expect(desk.getByText(m.notice_desk_done_announced({}, et))).toBeVisible();
	expect(acts).toBeLessThanOrEqual(12);
	const [written] = await portal.sql<{ texts: Record<string, Record<string, string>> }[]>`
		select texts from notice where number = ${number}`;
	for (const locale of locales) {
		for (const part of ['title', 'summary', 'cannot', 'before', 'instead'])
			expect(written?.texts[locale]?.[part], `${locale}.${part}`).toMatch(/^[^{}]{5,}$/);
	}
});
