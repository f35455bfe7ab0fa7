import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from '@playwright/test';
import { findChromium } from './test/chromium.ts';
import { readOptions } from './terminal/options.ts';
import { runScript, UsageError } from './terminal/run-script.ts';

const { values, positionals } = readOptions(
	`node scripts/screens.ts [options] PAGE...

Signs in to a running portal and takes a picture of each page, for the README and for looking at a
change in every width, theme and language. A page may be followed by "@" and the name of its
picture: "/requests/1001@request".`,
	{
		base: {
			type: 'string',
			value: 'URL',
			help: 'The portal',
			default: 'http://127.0.0.1:3000'
		},
		as: { type: 'string', value: 'WHO', help: 'Sample sign-in, or "nobody"', default: 'employee' },
		password: { type: 'string', help: 'Their password', default: 'abilaud-sample' },
		session: { type: 'string', value: 'TOKEN', help: 'A session cookie instead of signing in' },
		widths: { type: 'string', value: 'LIST', help: 'Widths in pixels', default: '390,1440' },
		themes: { type: 'string', value: 'LIST', help: 'light, dark', default: 'light' },
		languages: { type: 'string', value: 'LIST', help: 'et, ru, en', default: 'et' },
		out: { type: 'string', value: 'FOLDER', help: 'Where pictures go', default: 'data/screens' },
		fold: { type: 'boolean', help: 'Only what fits the window, not the whole page' }
	}
);

const list = (text: string | undefined) => (text ?? '').split(',').filter(Boolean);
const base = values.base ?? '';
const out = values.out ?? '';

/** Height of the window for a width: a phone, or a screen. */
const heightOf = (width: number) => (width < 700 ? 844 : 900);

async function signIn(page: Page): Promise<void> {
	if (values.session) {
		const cookie = { name: 'abilaud_session', value: values.session, url: base };
		await page.context().addCookies([cookie]);
		return;
	}
	if (values.as === 'nobody') return;
	await page.goto('/sign-in');
	await page.locator('input[name="email"]').fill(`${values.as}@linn.example`);
	await page.locator('input[name="password"]').fill(values.password ?? '');
	await page.locator('form:has(input[name="password"]) button[type="submit"]').click();
	await page.waitForURL((url) => url.pathname !== '/sign-in');
}

async function chooseLanguage(page: Page, language: string): Promise<void> {
	await page.goto('/accessibility');
	if ((await page.locator('html').getAttribute('lang')) === language) return;
	// The menu is closed; its form is what matters.
	await page.locator(`button[name="language"][value="${language}"]`).first().dispatchEvent('click');
	await page.waitForFunction((lang) => document.documentElement.lang === lang, language);
}

async function takePictures(browser: Browser, width: number, theme: 'light' | 'dark') {
	const context = await browser.newContext({
		baseURL: base,
		viewport: { width, height: heightOf(width) },
		deviceScaleFactor: width < 700 ? 1.5 : 1,
		colorScheme: theme,
		hasTouch: width < 700
	});
	const page = await context.newPage();
	page.on('pageerror', (error) => console.error(`${page.url()}: ${error.message}`));
	page.on('console', (message) => {
		if (message.type() === 'error') console.error(`${page.url()}: ${message.text()}`);
	});
	await signIn(page);
	for (const language of list(values.languages)) {
		await chooseLanguage(page, language);
		for (const wanted of positionals) {
			const [path = '/', name = path.replace(/\W+/g, '-').replace(/^-|-$/g, '') || 'home'] =
				wanted.split('@');
			await page.goto(path, { waitUntil: 'load' });
			await page.evaluate(() => document.fonts.ready);
			const file = join(out, `${name}-${width}-${theme}-${language}.png`);
			await page.screenshot({ path: file, fullPage: !values.fold, animations: 'disabled' });
			console.log(file);
		}
	}
	await context.close();
}

await runScript(async () => {
	if (positionals.length === 0) throw new UsageError('Which pages? Try --help.');
	mkdirSync(out, { recursive: true });
	const executablePath = await findChromium(() => undefined);
	const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
	try {
		for (const width of list(values.widths).map(Number)) {
			for (const theme of list(values.themes)) {
				await takePictures(browser, width, theme === 'dark' ? 'dark' : 'light');
			}
		}
	} finally {
		await browser.close();
	}
});
