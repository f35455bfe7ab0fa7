import { locales, type Locale } from '#lib/i18n/localized.ts';
import { arrive, expect, test } from './people.ts';

/** Links to pages of three families, by way of which none is opened anew. */
const way = ['/requests', /^\/requests\/\d+$/, '/training', '/things', '/'] as const;

const folderOf = (path: string) => /^\/_app\/immutable\/(et|ru|en)\//.exec(path)?.[1];

for (const locale of locales) {
	test(`from page to page in ${locale}, in one visit and with its scripts alone`, async ({
		as,
		portal
	}) => {
		const email = 'employee@linn.example';
		const speak = (spoken: Locale) =>
			portal.sql`update person set locale = ${spoken} where email = ${email}`;
		await speak(locale);
		try {
			const page = await as('employee');
			const scripts: string[] = [];
			const documents: string[] = [];
			page.on('request', (request) => {
				const { pathname } = new URL(request.url());
				if (request.resourceType() === 'script') scripts.push(pathname);
				if (request.isNavigationRequest()) documents.push(pathname);
			});
			// The portal hears of what is changed behind its back a moment later.
			await expect(async () => {
				await page.goto('/accessibility');
				expect(await page.locator('html').getAttribute('lang')).toBe(locale);
			}).toPass();
			await arrive(page, '/');
			documents.length = 0;
			for (const to of way) {
				const before = scripts.length;
				const links = page.locator('a[href]:visible');
				const hrefs = await links.evaluateAll((all) =>
					all.map((link) => link.getAttribute('href') ?? '')
				);
				const index = hrefs.findIndex((href) =>
					typeof to === 'string' ? href === to : to.test(href)
				);
				expect(index, `${page.url()} leads to ${to}`).toBeGreaterThanOrEqual(0);
				await links.nth(index).click();
				await page.waitForURL((url) =>
					typeof to === 'string' ? url.pathname === to : to.test(url.pathname)
				);
				await expect(page.locator('h1')).toBeVisible();
				// Home was there already.
				if (to !== '/') expect(scripts.length, `${to} brings its own`).toBeGreaterThan(before);
			}
			expect(documents, 'pages opened anew').toEqual([]);
			const own = scripts.filter((path) => path.startsWith('/_app/immutable/'));
			expect(own.filter((path) => folderOf(path) !== locale)).toEqual([]);
			await expect(page.locator('html')).toHaveAttribute('lang', locale);
		} finally {
			// The tests that follow read Estonian.
			await speak('et');
		}
	});
}
