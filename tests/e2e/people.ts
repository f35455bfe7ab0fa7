import type { BrowserContext, Page } from '@playwright/test';
import { SESSION_COOKIE } from '#lib/server/auth/lucia.ts';
import { expect, test as portalTest } from '#tests/support/browser.ts';
import { visitorAs } from '#tests/support/visitor.ts';

type People = {
	/** A page of somebody who is signed in, in a browser of their own: `employee`, `agent`, … */
	as(who: string): Promise<Page>;
};

/**
 * Playwright's `test` with the portal and its people. A script that fails or is stopped by the
 * content policy fails the test, whatever else it looked at.
 */
export const test = portalTest.extend<People>({
	as: async ({ browser, portal }, use) => {
		const contexts: BrowserContext[] = [];
		const problems: string[] = [];
		await use(async (who) => {
			const context = await browser.newContext();
			contexts.push(context);
			const { token } = await visitorAs(portal, who);
			await context.addCookies([{ name: SESSION_COOKIE, value: token, url: portal.origin }]);
			const page = await context.newPage();
			page.on('pageerror', (error) => problems.push(`${page.url()}: ${error.message}`));
			page.on('console', (message) => {
				const text = message.text();
				if (/Content Security Policy|hydration/i.test(text))
					problems.push(`${page.url()}: ${text}`);
			});
			return page;
		});
		for (const context of contexts) await context.close();
		expect(problems).toEqual([]);
	}
});

export { expect };

/** Words of the portal are asked for in Estonian, the language of the sample's sign-ins. */
export const et = { locale: 'et' } as const;

/** Opens a page and waits until it listens: it asks for news when all of it has come to life. */
export async function arrive(page: Page, path: string): Promise<void> {
	const listens = page.waitForRequest((request) => request.url().endsWith('/api/live'));
	await page.goto(path);
	await listens;
}
