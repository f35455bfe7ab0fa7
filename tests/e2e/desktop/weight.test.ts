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

for (const path of ['/', '/requests', '/services/system-access']) {
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
		).toBeLessThanOrEqual(60 * kilobyte);
		expect(
			sum(() => true),
			told
		).toBeLessThanOrEqual(100 * kilobyte);
		expect(fetched.length + 1, told).toBeLessThanOrEqual(10);
		if (path === '/requests')
			expect(
				sum((one) => one.type === 'document'),
				told
			).toBeLessThanOrEqual(6 * kilobyte);
	});
}
