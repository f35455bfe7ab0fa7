import { get as httpGet } from 'node:http';
import { SESSION_COOKIE } from '#lib/server/auth/lucia.ts';
import { visitorAs } from '#tests/support/visitor.ts';
import { expect, test } from '../people.ts';

// A trace looks into closed menus too, and fetches fonts for what nobody sees.
test.use({ trace: 'off' });

const kilobyte = 1024;

type Fetched = { path: string; type: string; bytes: number };

/** How many bytes an address is on the wire for somebody who takes gzip. */
function packed(address: string, token: string): Promise<number> {
	const headers = {
		'accept-encoding': 'gzip',
		accept: 'text/html,*/*',
		cookie: `${SESSION_COOKIE}=${token}`
	};
	return new Promise((done, fail) => {
		httpGet(address, { headers }, (answer) => {
			let bytes = 0;
			answer.on('data', (chunk: Buffer) => (bytes += chunk.length));
			answer.on('end', () => done(bytes));
			answer.on('error', fail);
		}).on('error', fail);
	});
}

/**
 * Kilobytes of script a page may have. The goal is 60 for every page; the form is 2 over it, which
 * docs/performance.md says, and must not grow.
 */
const SCRIPT_LIMITS: Record<string, number> = {
	'/': 60,
	'/requests': 60,
	'/approvals': 60,
	'/things': 60,
	'/services/system-access': 62
};

for (const [path, scriptLimit] of Object.entries(SCRIPT_LIMITS)) {
	test(`a first visit of ${path} is light`, async ({ as, portal }) => {
		const page = await as('employee');
		const seen: { url: string; type: string }[] = [];
		page.on('request', (request) =>
			seen.push({ url: request.url(), type: request.resourceType() })
		);
		const listens = page.waitForRequest((request) => request.url().endsWith('/api/live'));
		await page.goto(path);
		await listens;
		await page.evaluate(() => document.fonts.ready);
		const { token } = await visitorAs(portal, 'employee');
		// The stream of news is a connection that stays open and weighs nothing.
		const files = seen.filter(
			({ url, type }) => type !== 'eventsource' && !url.startsWith('data:')
		);
		const fetched: Fetched[] = await Promise.all(
			files.map(async ({ url, type }) => ({
				path: new URL(url).pathname,
				type,
				bytes: await packed(url, token)
			}))
		);
		const sum = (kept: (one: Fetched) => boolean) =>
			fetched.filter(kept).reduce((total, one) => total + one.bytes, 0);
		const told = fetched.map((one) => `${one.bytes} ${one.type} ${one.path}`).join('\n');
		expect(fetched.some((one) => one.type === 'script')).toBe(true);
		expect(
			sum((one) => one.type === 'script'),
			told
		).toBeLessThanOrEqual(scriptLimit * kilobyte);
		expect(
			sum(() => true),
			told
		).toBeLessThanOrEqual(100 * kilobyte);
		// Without the stream of news: it is opened when the page is there, and docs/performance.md says so.
		expect(fetched.length, told).toBeLessThanOrEqual(10);
		if (path === '/requests')
			expect(
				sum((one) => one.type === 'document'),
				told
			).toBeLessThanOrEqual(6 * kilobyte);
	});
}
