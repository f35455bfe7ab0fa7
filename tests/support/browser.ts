import { test as base, type Page } from '@playwright/test';
import { startTestServer, type TestServer } from './server.ts';
import { startTestSmtp, type TestSmtp } from './smtp.ts';

/** A portal with the sample organisation, and the mail server that gets its letters. */
export type Portal = TestServer & { smtp: TestSmtp };

/** Playwright's `test` with a `portal` for each worker; pages open at its address. */
export const test = base.extend<object, { portal: Portal }>({
	portal: [
		async ({}, use) => {
			const smtp = await startTestSmtp();
			const server = await startTestServer({ sample: true, env: { SMTP_URL: smtp.url } });
			await use({ ...server, smtp });
			await server.close();
			await smtp.close();
		},
		{ scope: 'worker', timeout: 180_000 }
	],
	baseURL: async ({ portal }, use) => use(portal.origin)
});

export { expect } from '@playwright/test';

/** The password of every sample sign-in. */
export const samplePassword = 'abilaud-sample';

/** Signs in as `employee`, `manager`, … of the sample, by the form that people use. */
export async function signIn(page: Page, who: string): Promise<void> {
	await page.goto('/sign-in');
	await page.locator('input[name="email"]').fill(`${who}@linn.example`);
	await page.locator('input[name="password"]').fill(samplePassword);
	await page.locator('form:has(input[name="password"]) button[type="submit"]').click();
	await page.waitForURL((url) => url.pathname !== '/sign-in');
}
