import { gzipSync } from 'node:zlib';
import { chromium, type BrowserContext } from '@playwright/test';
import { findChromium } from './test/chromium.ts';
import { readOptions } from './terminal/options.ts';
import { runScript } from './terminal/run-script.ts';

const { values, positionals } = readOptions(
	`node scripts/weight.ts [options] [PAGE...]

Says what a cold visit of an employee page weighs: each file compressed by gzip, and the number of
requests until the page is at rest. Prints one line of JSON a page and fails when a page is over the
budget of docs/performance.md. Without pages it visits those that everybody opens.`,
	{
		base: {
			type: 'string',
			value: 'URL',
			help: 'The portal',
			default: 'http://127.0.0.1:3000'
		},
		as: { type: 'string', value: 'WHO', help: 'Sample sign-in', default: 'employee' },
		password: { type: 'string', help: 'Their password', default: 'abilaud-sample' },
		session: { type: 'string', value: 'TOKEN', help: 'A session cookie instead of signing in' },
		files: { type: 'boolean', help: 'Also list every file' }
	}
);

const budget = { script: 60_000, all: 100_000, requests: 10 };
const usual = [
	'/',
	'/services',
	'/services/other',
	'/services/system-access',
	'/services/computer',
	'/answers/vpn-at-home',
	'/requests',
	'/approvals',
	'/things',
	'/training',
	'/notices',
	'/notifications',
	'/notifications/settings',
	'/preferences',
	'/deputies',
	'/me',
	'/me/security',
	'/me/password',
	'/me/second-factor'
];
const base = values.base ?? '';

type Fetched = { path: string; type: string; bytes: number };

async function sessionCookie(context: BrowserContext): Promise<void> {
	if (values.session) {
		const cookie = { name: 'abilaud_session', value: values.session, url: base };
		await context.addCookies([cookie]);
		return;
	}
	const page = await context.newPage();
	await page.goto('/sign-in');
	await page.locator('input[name="email"]').fill(`${values.as}@linn.example`);
	await page.locator('input[name="password"]').fill(values.password ?? '');
	await page.locator('form:has(input[name="password"]) button[type="submit"]').click();
	await page.waitForURL((url) => url.pathname !== '/sign-in');
	await page.close();
}

/** Fonts are compressed by themselves; everything else is counted as gzip sends it. */
const weigh = (type: string, body: Buffer) =>
	type === 'font' ? body.length : gzipSync(body).length;

async function visit(context: BrowserContext, path: string): Promise<Fetched[]> {
	const page = await context.newPage();
	const session = await context.newCDPSession(page);
	await session.send('Network.setCacheDisabled', { cacheDisabled: true });
	const pending: Promise<Fetched>[] = [];
	page.on('requestfinished', (request) => {
		const weighed = async () => {
			const type = request.resourceType();
			const body = await (await request.response())?.body();
			const { pathname } = new URL(request.url());
			return { path: pathname, type, bytes: body ? weigh(type, body) : 0 };
		};
		pending.push(weighed());
	});
	await page.goto(path, { waitUntil: 'load' });
	await page.waitForTimeout(1000);
	const fetched = await Promise.all(pending);
	await page.close();
	return fetched;
}

/** The usual ones, and what one's own list and things lead to. */
async function allPages(context: BrowserContext): Promise<string[]> {
	const page = await context.newPage();
	const led: string[] = [];
	for (const [list, link] of [
		['/requests', '.rows h3 a'],
		['/requests', '.rows a[href$="/edit"]'],
		['/things', '.thing h3 a']
	] as const) {
		await page.goto(list);
		const found = page.locator(link).first();
		const href = (await found.count()) ? await found.getAttribute('href') : null;
		if (href) led.push(href);
	}
	await page.close();
	return [...usual, ...led];
}

await runScript(async () => {
	const executablePath = await findChromium(() => undefined);
	const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
	try {
		const context = await browser.newContext({ baseURL: base });
		await sessionCookie(context);
		for (const path of positionals.length ? positionals : await allPages(context)) {
			const fetched = await visit(context, path);
			const sum = (type?: string) =>
				fetched.reduce((all, each) => all + (!type || each.type === type ? each.bytes : 0), 0);
			const found = { script: sum('script'), all: sum(), requests: fetched.length };
			const over = Object.entries(budget).filter(([key, most]) => found[key as 'all'] > most);
			console.log(JSON.stringify({ path, html: sum('document'), ...found }));
			if (values.files) for (const each of fetched) console.log(JSON.stringify(each));
			if (over.length) process.exitCode = 1;
		}
	} finally {
		await browser.close();
	}
});
