import type { Locale } from '#lib/i18n/localized.ts';
import { systemActor } from '#lib/people/actor.ts';
import { m } from '#lib/paraglide/messages.js';
import { saveSession } from '#lib/server/training/courses/save-session.ts';
import type { Portal } from '#tests/support/browser.ts';
import { aModule } from '#tests/support/training-factories.ts';
import { visitorAs } from '#tests/support/visitor.ts';
import { et, expect, test } from './people.ts';

const titles = { et: 'Arvuti käivitamine', ru: 'Включение компьютера' };
const [first, second] = ['anne.parn', 'leelo.ojala'];
const minutes = (n: number) => new Date(Date.now() + n * 60_000);

/** A course with one seat that begins in twenty minutes: people can sign up, and be marked as present. */
async function courseSoon(portal: Portal, slug: string, locale: 'et' | 'ru'): Promise<string> {
	const { moduleId } = await aModule(portal.db, {
		slug,
		titles,
		ru: '## Страница {#first}\n\nНажмите кнопку.\n',
		et: '## Leht {#first}\n\nVajuta nuppu.\n',
		front: { completion: 'attended' },
		at: new Date()
	});
	const { personId } = await visitorAs(portal, 'author');
	const session = await saveSession(portal.db, systemActor, {
		moduleId,
		placeId: null,
		room: '204',
		teacherId: personId,
		teacherName: '',
		locale,
		seats: 1,
		startsAt: minutes(20),
		endsAt: minutes(80),
		signUpUntil: minutes(15),
		offerHours: 24,
		note: ''
	});
	return session.id;
}

for (const locale of ['et', 'ru'] as const) {
	const words: { locale: Locale } = { locale };

	test(`a course fills, a seat is given up and offered, is attended by code, certified and rated (${locale})`, async ({
		as,
		portal
	}, info) => {
		const slug = `course-${locale}-${info.project.name}`;
		const id = await courseSoon(portal, slug, locale);
		const address = `/training/courses/${id}`;
		const people = [first, second].map((who) => `${who}@linn.example`);
		await portal.sql`update person set locale = ${locale} where email = any (${people})`;

		const holder = await as(first);
		await holder.goto(`/training/${slug}`);
		await expect(holder.getByText(m.courses_around_attended({}, words))).toBeVisible();
		await holder.locator('section[aria-labelledby="sessions"] h3 a').click();
		await holder.getByRole('button', { name: m.courses_sign_up({}, words) }).click();
		await expect(holder.getByRole('status')).toHaveText(m.courses_done_seated({}, words));

		const waiting = await as(second);
		await waiting.goto(address);
		await waiting.getByRole('button', { name: m.courses_join_queue({}, words) }).click();
		await expect(waiting.getByRole('status')).toHaveText(m.courses_done_waiting({}, words));

		await holder.getByText(m.courses_give_up({}, words), { exact: true }).first().click();
		await holder.getByRole('button', { name: m.courses_give_up_sure({}, words) }).click();
		await expect(holder.getByRole('status')).toHaveText(m.courses_done_given_up({}, words));

		await waiting.goto('/');
		const offer = waiting.locator('.turn').filter({ hasText: titles[locale] });
		await expect(offer).toContainText(m.courses_home_offer_title({}, words));
		await offer.getByRole('link', { name: m.courses_home_offer_act({}, words) }).click();
		await waiting.getByRole('button', { name: m.courses_take_seat({}, words) }).click();
		await expect(waiting.getByRole('status')).toHaveText(m.courses_done_seated({}, words));

		const teacher = await as('author');
		await teacher.goto(`${address}/code`);
		const code = await teacher.locator('strong.code').textContent();
		await waiting.goto(`${address}/attend?code=${code}`);
		await waiting.getByRole('button', { name: m.courses_attend_act({}, words) }).click();
		await expect(waiting.getByRole('status')).toHaveText(m.courses_done_attended({}, words));
		await teacher.goto(address);
		await expect(teacher.locator('#people ~ .rows')).toContainText('Leelo Ojala');

		await portal.sql`update course_session set starts_at = now() - interval '1 minute' where id = ${id}`;
		await waiting.getByRole('radio', { name: m.courses_rating_5({}, words), exact: true }).check();
		await waiting.getByLabel(m.courses_rate_words({}, words)).fill('Rohkem aega');
		await waiting.getByRole('button', { name: m.courses_rate_send({}, words) }).click();
		await expect(waiting.getByRole('status')).toHaveText(m.courses_done_rated({}, words));
		await teacher.reload();
		await expect(teacher.locator('#people ~ .rows')).toContainText('Rohkem aega');

		await waiting.goto('/training/certificates');
		await waiting.getByRole('link', { name: titles[locale], exact: true }).first().click();
		await waiting.waitForURL(/\/training\/certificates\/KT-/);
		const number = /KT-\d+-[0-9a-f]+/.exec(waiting.url())?.[0] ?? '';
		expect(number).not.toBe('');
		const paper = waiting.waitForEvent('download');
		await waiting.getByRole('link', { name: /^PDF/ }).first().click();
		expect((await paper).suggestedFilename()).toBe(`${number}.pdf`);
		await portal.sql`update person set locale = 'et' where email = any (${people})`;
	});
}

test('a certificate is checked by somebody who is not signed in, and tells no more than it must', async ({
	page,
	portal
}) => {
	const [proof] = await portal.sql<Proof[]>`
		select 'KT-' || lpad(c.number::text, 6, '0') || '-' || right(c.id::text, 6) as number,
			p.name, p.email, u.name ->> 'et' as unit, c.module_titles ->> 'et' as title, c.version
		from completion c join person p on p.id = c.person_id join unit u on u.id = p.unit_id
		where p.email = 'employee@linn.example' and c.revoked_at is null order by c.number limit 1`;
	if (!proof) throw new Error('The employee has no certificate.');
	await page.goto('/verify');
	await page.getByLabel(m.evidence_verify_number({}, et)).fill(proof.number.toLowerCase());
	await page.getByRole('button', { name: m.evidence_verify_act({}, et) }).click();
	const main = page.getByRole('main');
	await expect(main).toContainText(m.evidence_verify_real({}, et));
	const terms = await main.locator('dt').allTextContents();
	expect(terms.map((term) => term.trim())).toEqual(
		[
			m.evidence_fact_person,
			m.evidence_fact_module,
			m.evidence_fact_version,
			m.evidence_fact_done,
			m.evidence_fact_valid,
			m.evidence_fact_number
		].map((term) => term({}, et))
	);
	for (const told of [proof.name, proof.title, proof.version, proof.number])
		await expect(main).toContainText(told);
	for (const kept of [proof.email, proof.unit, '%']) await expect(main).not.toContainText(kept);

	await page.goto(`/verify/${proof.number.slice(0, -1)}${proof.number.endsWith('0') ? '1' : '0'}`);
	await expect(main).toContainText(m.evidence_verify_unknown({}, et));
	await expect(main).not.toContainText(proof.name);
});

type Proof = {
	number: string;
	name: string;
	email: string;
	unit: string;
	title: string;
	version: string;
};
