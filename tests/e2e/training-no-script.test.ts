import { m } from '#lib/paraglide/messages.js';
import { aModule } from '#tests/support/training-factories.ts';
import { et, expect, test } from './people.ts';

test.use({ javaScriptEnabled: false });

test('a module is read, its pages kept and its quiz passed without script', async ({
	as,
	portal
}, info) => {
	const slug = `plain-${info.project.name}`;
	await aModule(portal.db, { slug, at: new Date() });
	const page = await as('employee');
	await page.goto(`/training/${slug}`);
	await page.getByRole('link', { name: m.training_start({}, et) }).click();
	await page.locator('.turn-on').click();
	await expect(page).toHaveURL(new RegExp(`/training/${slug}/check$`));
	const quiz = page.locator('section.quiz');
	await quiz.getByRole('button', { name: m.training_quiz_start({}, et) }).click();
	await quiz.getByRole('button', { name: m.training_answer({}, et) }).click();
	await expect(quiz).toContainText(m.training_answer_missing({}, et));
	await quiz.getByLabel('Menüüs').check();
	await quiz.getByRole('button', { name: m.training_answer({}, et) }).click();
	await expect(quiz).toContainText('Just nii.');
	await expect(page.getByRole('main')).toContainText(m.training_done_now({}, et));
	await page.goto(`/training/${slug}`);
	await expect(page.locator('.trail .did')).toHaveCount(1);
});
