import { get as httpGet } from 'node:http';
import { SESSION_COOKIE } from '#lib/server/auth/lucia.ts';
import type { TestServer } from '#tests/support/server.ts';
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

type Place = { who: string; path: string };
type Found = (portal: Pick<TestServer, 'sql'>) => Promise<Place>;

const own =
	(path: string): Found =>
	() =>
		Promise.resolve({ who: 'employee', path });

/** A request that is in somebody's hands, and that person. */
const inState =
	(status: string): Found =>
	async ({ sql }) => {
		const [found] = await sql<{ number: number; who: string }[]>`
			select r.number, p.email as who from service_request r join person p on p.id = r.held_by_id
			where r.status = ${status} and p.locale = 'et' order by r.number limit 1`;
		if (!found) throw new Error(`The sample has no request that is ${status}.`);
		return { who: found.who, path: `/requests/${found.number}` };
	};

const places: Record<string, Found> = {
	'/': own('/'),
	'/requests': own('/requests'),
	'/approvals': own('/approvals'),
	'/things': own('/things'),
	'/services/system-access': own('/services/system-access'),
	'/notices': own('/notices'),
	'/training': own('/training'),
	'a page of a module': own('/training/signing-documents/sign'),
	'a quiz': own('/training/signing-documents/check'),
	'a request to decide': inState('awaiting_approval'),
	'a request to correct': inState('returned'),
	'a request to answer': inState('waiting_requester'),
	'a request to confirm': inState('fulfilled'),
	'a request that others work on': async (portal) => {
		const { sql } = portal;
		const [found] = await sql<{ number: number; who: string }[]>`
			select r.number, p.email as who from service_request r
			join person p on p.id = r.requester_id
			where r.status = 'in_progress' and p.locale = 'et'
				and not exists (select from staff_change c where c.request_id = r.id) order by r.number limit 1`;
		if (!found) throw new Error('The sample has no request in work.');
		return { who: found.who, path: `/requests/${found.number}` };
	}
};
/** KB of HTML. The goal for lists is 6; that of things misses it, as docs/performance.md says, and must not grow. */
const lists: Record<string, number> = { '/requests': 6, '/things': 7 };
/** KB of script where the goal of 60 is missed, which docs/performance.md says; these must not grow. */
const heavier: Record<string, number> = {
	'/things': 60.5,
	'a request to decide': 61.5,
	'a request to correct': 61.5,
	'a request to answer': 61.5,
	'a request to confirm': 61.5,
	'a request that others work on': 61.5
};
/** Requests where the goal of 10 is missed by one. */
const oneMore = [
	'a request to decide',
	'a request to confirm',
	'a request to correct',
	'a request to answer',
	'a request that others work on'
];

for (const [name, find] of Object.entries(places)) {
	test(`a first visit of ${name} is light`, async ({ as, portal }) => {
		const { who, path } = await find(portal);
		const page = await as(who);
		const seen: { url: string; type: string }[] = [];
		page.on('request', (request) =>
			seen.push({ url: request.url(), type: request.resourceType() })
		);
		const listens = page.waitForRequest((request) => request.url().endsWith('/api/live'));
		await page.goto(path);
		await listens;
		await page.evaluate(() => document.fonts.ready);
		const { token } = await visitorAs(portal, who);
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
		).toBeLessThanOrEqual((heavier[name] ?? 60) * kilobyte);
		expect(
			sum(() => true),
			told
		).toBeLessThanOrEqual(100 * kilobyte);
		// Without the stream of news: it is opened when the page is there, and docs/performance.md says so.
		expect(fetched.length, told).toBeLessThanOrEqual(oneMore.includes(name) ? 11 : 10);
		const most = lists[path];
		if (most)
			expect(
				sum((one) => one.type === 'document'),
				told
			).toBeLessThanOrEqual(most * kilobyte);
	});
}
