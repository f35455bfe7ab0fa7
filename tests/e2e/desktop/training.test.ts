import type { Page } from '@playwright/test';
import type { Locale } from '#lib/i18n/localized.ts';
import { systemActor } from '#lib/people/actor.ts';
import { m } from '#lib/paraglide/messages.js';
import { assignModule } from '#lib/server/training/duty/assign-module.ts';
import type { Portal } from '#tests/support/browser.ts';
import { aModule } from '#tests/support/training-factories.ts';
import { visitorAs } from '#tests/support/visitor.ts';
import { dayFromNow } from '#tests/web/asking.ts';
import { et, expect, test } from '../people.ts';
import { approve, fillAccessForm, fulfilAccess, send } from '../steps.ts';

const phone = { width: 390, height: 844 };
const desktop = { width: 1440, height: 900 };

const page1: Record<'et' | 'ru', { title: string; text: string; tabs: [string, string] }> = {
	et: { title: 'Mis on petukiri', text: 'Vajuta nuppu menüüs.', tabs: ['Arvutis', 'Telefonis'] },
	ru: {
		title: 'Что такое обман',
		text: 'Нажмите кнопку в меню.',
		tabs: ['В компьютере', 'В телефоне']
	}
};

/** Two pages: text with tabs, and a quiz of two questions whose right answers are the second options. */
function body(locale: 'et' | 'ru', text = page1[locale].text): string {
	const { title, tabs } = page1[locale];
	const [ask, right, wrong] =
		locale === 'et' ? ['Küsimus', 'Õige', 'Vale'] : ['Вопрос', 'Верно', 'Неверно'];
	const question = (n: number) => `### ${ask} ${n}? {#q${n}}
- [ ] ${wrong} ${n}
  > ${wrong}: ${n}
- [x] ${right} ${n}
  > ${right}: ${n}
`;
	return `## ${title} {#what}

${text}

# [${tabs[0]}](#tab/pc)

A

# [${tabs[1]}](#tab/phone)

B

---

## ${locale === 'et' ? 'Kontrolli end' : 'Проверьте себя'} {#check}

::: quiz {#quiz}
${question(1)}
${question(2)}
:::
`;
}

async function assigned(portal: Portal, slug: string, who: string) {
	const titles = { et: 'Petukirja äratundmine', ru: 'Как узнать обман' };
	const front = { changeNote: 'Nupp on uues kohas' };
	const made = await aModule(portal.db, {
		slug,
		titles,
		front,
		et: body('et'),
		ru: body('ru'),
		at: new Date()
	});
	const { personId } = await visitorAs(portal, who);
	await assignModule(portal.db, systemActor, { moduleId: made.moduleId, personIds: [personId] });
	return { ...made, titles, front };
}

/** Answers both questions of the quiz on the page, choosing the option at this place. */
async function answerQuiz(page: Page, option: number, locale: Locale): Promise<void> {
	const quiz = page.locator('section.quiz');
	for (const number of [1, 2]) {
		await expect(quiz).toContainText(m.training_question_of({ number, total: '2' }, { locale }));
		await quiz.locator('.opt input').nth(option).check();
		await quiz.getByRole('button', { name: m.training_answer({}, { locale }) }).click();
		await expect(quiz.locator('.fb').nth(option)).toBeVisible();
		const next =
			number === 2 ? m.training_quiz_result({}, { locale }) : m.training_quiz_next({}, { locale });
		await quiz.getByRole('link', { name: next }).click();
	}
}

/**
 * Publishes a module for whoever holds a right in the records system, and has somebody who holds none ask for one: two
 * approve, IT fulfils. Returns the number of the request.
 */
async function assignedByRequest(
	portal: Portal,
	as: (who: string) => Promise<Page>,
	{ slug, who }: { slug: string; who: string }
) {
	// Each its own: whoever holds the right gets the other language's module, too.
	const titles = { et: `Petukiri, ${slug}`, ru: `Обман, ${slug}` };
	const front = { audience: '[system:dokumendihaldus]' };
	const made = await aModule(portal.db, {
		...{ slug, titles, et: body('et'), ru: body('ru'), at: new Date() },
		front
	});
	const asking = await as(who);
	await asking.goto('/services/system-access');
	await fillAccessForm(asking, 'Registreerin vanemate kirju');
	// A rule covers whoever holds a right by now.
	await asking.getByLabel('Alates', { exact: true }).fill(dayFromNow(0));
	const number = await send(asking);
	await approve(await as('katrin.saar'), number);
	await approve(await as('lembe.viidik'), number);
	await fulfilAccess(await as('agent'), number);
	return { ...made, titles, front, number };
}

for (const [locale, who] of [
	['et', 'eda.raud'],
	['ru', 'nadezda.sidorova']
] as const) {
	const words = { locale };

	test(`a fulfilled request assigns a module: read on a phone, finished on a desktop, failed, passed, verified, and read again where it changed (${locale})`, async ({
		as,
		browser,
		portal
	}) => {
		test.slow();
		const slug = `journey-${locale}`;
		// The form is filled in Estonian; who learns reads their own language.
		await portal.sql`update person set locale = 'et' where email = ${`${who}@linn.example`}`;
		const { titles, front, number } = await assignedByRequest(portal, as, { slug, who });
		await portal.sql`update person set locale = ${locale} where email = ${`${who}@linn.example`}`;

		const small = await as(who);
		await small.setViewportSize(phone);
		await small.goto('/training');
		const because = m.duty_because_request({ number }, words);
		const row = small.getByRole('listitem').filter({ hasText: titles[locale] });
		await expect(row.filter({ hasText: because })).toHaveCount(1);
		await small.getByRole('link', { name: titles[locale], exact: true }).first().click();
		await expect(small.getByRole('main')).toContainText(because);
		await small.getByRole('link', { name: m.training_start({}, words) }).click();
		await expect(small.getByRole('heading', { level: 1 })).toHaveText(page1[locale].title);
		await small.getByRole('tab', { name: page1[locale].tabs[1] }).click();
		await expect(small.getByRole('tabpanel')).toContainText('B');
		await small.locator('.turn-on').click();
		await expect(small).toHaveURL(new RegExp(`/training/${slug}/check$`));

		const large = await as(who);
		await large.setViewportSize(desktop);
		await large.goto(`/training/${slug}`);
		await expect(large.locator('.trail .did')).toHaveCount(1);
		await large.getByRole('link', { name: m.training_continue({}, words) }).click();
		await expect(large).toHaveURL(new RegExp(`/training/${slug}/check$`));
		const quiz = large.locator('section.quiz');
		await quiz.getByRole('button', { name: m.training_quiz_start({}, words) }).click();
		await answerQuiz(large, 0, locale);
		await expect(quiz).toContainText(m.training_failed({}, words));
		await quiz.getByRole('button', { name: m.training_quiz_again({}, words) }).click();

		// The connection of one device is lost after the first answer: the other goes on from there.
		await quiz.locator('.opt input').nth(1).check();
		await quiz.getByRole('button', { name: m.training_answer({}, words) }).click();
		await expect(quiz.locator('.fb').nth(1)).toBeVisible();
		await small.goto(`/training/${slug}/check`);
		const there = small.locator('section.quiz');
		await expect(there).toContainText(m.training_question_of({ number: 2, total: '2' }, words));
		await there.locator('.opt input').nth(1).check();
		await there.getByRole('button', { name: m.training_answer({}, words) }).click();
		await small.getByRole('link', { name: m.training_see_module({}, words) }).click();
		await expect(
			small.getByRole('link', { name: m.training_to_certificates({}, words) }).first()
		).toBeVisible();

		// Anybody who has the number sees that it is real.
		await small
			.getByRole('link', { name: m.training_to_certificates({}, words) })
			.first()
			.click();
		await small.getByRole('link', { name: titles[locale] }).first().click();
		await small.getByRole('link', { name: m.evidence_check_at({}, words) }).click();
		await small.waitForURL(/\/verify\/KT-\d+/);
		const stranger = await browser.newPage();
		await stranger.goto(small.url());
		await expect(stranger.getByRole('main')).toContainText(titles.et);
		await expect(stranger.getByRole('main')).toContainText(m.evidence_verify_real({}, et));
		await stranger.close();

		const note = { et: 'Nupp on uues kohas', ru: 'Кнопка на новом месте' };
		const changed = locale === 'et' ? 'Vajuta nuppu kirja kohal.' : 'Нажмите кнопку над письмом.';
		await aModule(portal.db, {
			slug,
			titles,
			front: {
				...front,
				...{ version: '1.1.0', change: 'minor', changeNote: note.et }
			},
			notes: { ru: note.ru },
			et: body('et', 'Vajuta nuppu kirja kohal.'),
			ru: body('ru', 'Нажмите кнопку над письмом.'),
			at: new Date()
		});
		await large.goto('/training');
		await large
			.getByRole('link', { name: m.training_read_changes({}, words) })
			.filter({ hasText: titles[locale] })
			.click();
		await expect(large.locator('.changed')).toContainText(changed.split(' ').at(-1) ?? '');
		await expect(large.locator('.lead')).toHaveText(note[locale]);
		await expect(large.locator('.changed ins')).toHaveCount(1);
		await expect(large.locator('.changed del')).toHaveCount(1);
		await large.getByRole('button', { name: m.training_changes_done({}, words) }).click();
		await expect(large.locator('.success')).toContainText(m.training_changes_thanks({}, words));
		await portal.sql`update person set locale = 'et' where email = ${`${who}@linn.example`}`;
	});
}

test('an assigned module is read without a connection, and what was read is sent once there is one', async ({
	as,
	portal
}) => {
	const slug = 'no-network';
	const { moduleId } = await assigned(portal, slug, 'manager');
	const page = await as('manager');
	await page.goto(`/training/${slug}`);
	const isKept = (address: string) =>
		page.evaluate(async (path) => (await caches.match(path)) !== undefined, address);
	await expect.poll(() => isKept(`/training/${slug}/check`)).toBe(true);
	await expect.poll(() => isKept('/training/offline')).toBe(true);
	const read = () => portal.sql`
		select r.page_id from page_read r join person p on p.id = r.person_id
		where r.module_id = ${moduleId} and p.email = 'manager@linn.example'`;

	await page.context().setOffline(true);
	await page.goto(`/training/${slug}/what`);
	await expect(page.getByText(m.training_offline({}, { locale: 'et' }))).toBeVisible();
	await page.locator('.turn-on').click();
	await expect(page).toHaveURL(new RegExp(`/training/${slug}/check$`));
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Kontrolli end');
	expect(await read()).toHaveLength(0);
	// Nothing but training is kept.
	const kept = await page.evaluate(async () => {
		const names = await caches.keys();
		const all = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
		return all.flat().map((request) => new URL(request.url).pathname);
	});
	expect(kept.filter((path) => !/^\/(training\/|_app\/|note$)/.test(path))).toEqual([]);

	await page.context().setOffline(false);
	await page.goto(`/training/${slug}/check`);
	await expect.poll(async () => (await read()).map((row) => row.page_id)).toContain('what');

	await page
		.getByRole('button', { name: m.ui_sign_out({}, { locale: 'et' }) })
		.last()
		.click();
	await page.waitForURL(/sign-in/);
	await expect.poll(() => page.evaluate(async () => (await caches.keys()).length)).toBe(0);
});

test('tabs move by arrow keys, switch together, are remembered, and are all there in print', async ({
	as,
	portal
}) => {
	const slug = 'tabs';
	await assigned(portal, slug, 'employee');
	const page = await as('employee');
	await page.goto(`/training/${slug}/what`);
	const [first, second] = [page.getByRole('tab').nth(0), page.getByRole('tab').nth(1)];
	await first.focus();
	await page.keyboard.press('ArrowRight');
	await expect(second).toBeFocused();
	await expect(second).toHaveAttribute('aria-selected', 'true');
	await page.reload();
	await expect(second).toHaveAttribute('aria-selected', 'true');
	await expect(page.locator('.tab-body').first()).toBeHidden();
	await page.emulateMedia({ media: 'print' });
	await expect(page.locator('.tab-body').first()).toBeVisible();
	await expect(page.locator('.tab-body').nth(1)).toBeVisible();
});

test('a device forgets the pages it has kept once its session has ended', async ({
	as,
	portal
}) => {
	const slug = 'session-over';
	await assigned(portal, slug, 'representative');
	const page = await as('representative');
	await page.goto(`/training/${slug}`);
	const isKept = () =>
		page.evaluate(async (path) => (await caches.match(path)) !== undefined, `/training/${slug}`);
	await expect.poll(isKept).toBe(true);
	await portal.sql`delete from session where person_id =
		(select id from person where email = 'representative@linn.example')`;
	// Processes hear of it in a moment.
	await expect(async () => {
		await page.goto('/training');
		expect(page.url()).toContain('/sign-in');
	}).toPass();
	await expect.poll(isKept).toBe(false);
});
