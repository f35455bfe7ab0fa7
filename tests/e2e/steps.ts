import type { Page } from '@playwright/test';
import { m } from '#lib/paraglide/messages.js';
import { dayFromNow } from '#tests/web/asking.ts';
import { et, expect } from './people.ts';

/** Fills the form for access to the records system, as far as every journey needs it. */
export async function fillAccessForm(page: Page, why: string): Promise<void> {
	// The list without script is not an input; this one is there when the page has come to life.
	await page.locator('input#right').fill('Dokumendi');
	await page.getByRole('option', { name: /^Dokumendihaldus/ }).click();
	await page.getByRole('radio', { name: /^Registripidaja/ }).check();
	await page.getByLabel('Milleks seda õigust vaja on?').fill(why);
	await page.getByLabel('Alates', { exact: true }).fill(dayFromNow(7));
	await page.getByRole('checkbox', { name: /^Tean, et iga vaatamine/ }).check();
}

/** Sends the form and says the number that the page then shows. */
export async function send(page: Page): Promise<number> {
	await page
		.getByRole('button', { name: m.requests_send_request({}, et) })
		.last()
		.click();
	await page.waitForURL(/\/requests\/\d+\?sent=1$/);
	const number = Number(/\/requests\/(\d+)/.exec(page.url())?.[1]);
	await expect(
		page.getByRole('heading', { name: m.requests_sent_title({ number: `IT-${number}` }, et) })
	).toBeVisible();
	return number;
}

/** The card of a request on the page of what waits for a decision. */
export const cardOf = (page: Page, number: number) =>
	page.locator('li.card').filter({ hasText: `IT-${number},` });

/** Agrees to a request where all that waits stands together. */
export async function approve(page: Page, number: number): Promise<void> {
	await page.goto('/approvals');
	const card = cardOf(page, number);
	await card.getByRole('button', { name: m.requests_decide_approve({}, et) }).click();
	await expect(page.getByRole('status').filter({ hasText: `IT-${number}` })).toBeVisible();
	await expect(card).toHaveCount(0);
}

/** Takes a request for access, ticks and completes its two tasks, and says that it is done. */
export async function fulfilAccess(page: Page, number: number): Promise<void> {
	await page.goto(`/admin/requests?view=all&open=${number}`);
	await page.locator('#desk-take').click();
	await expect(page.locator('#desk-take')).toHaveCount(0);
	for (const point of ['Konto on olemas', 'Roll on sama, mis taotluses']) {
		const tick = page.getByRole('button', { name: point });
		await tick.click();
		await expect(tick).toHaveAttribute('aria-pressed', 'true');
	}
	const next = page.locator('#desk-next-task');
	await expect(next).toHaveText(new RegExp(m.queue_task_do_effect({}, et)));
	await next.click();
	await expect(next).not.toHaveText(new RegExp(m.queue_task_do_effect({}, et)));
	await next.click();
	await expect(next).toHaveCount(0);
	const fulfil = page.locator('details', { has: page.locator('#fulfil-note') });
	await fulfil.locator('summary').click();
	await page.locator('#fulfil-note').fill('Õigus on olemas, logi sisse nagu tavaliselt.');
	await fulfil.getByRole('button', { name: m.queue_fulfil({}, et) }).click();
	await expect(fulfil).toHaveCount(0);
}
