import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROUTE_ACCESS } from '#lib/server/web/route-access.ts';
import { startTestServer, type TestServer } from '#tests/support/server.ts';
import { visitorAs, withCookie, type Visitor } from '#tests/support/visitor.ts';
import { wordsOf } from '../page-text.ts';
import { sampleFacts } from './facts.ts';
import { routesWithActions } from './route-ids.ts';
import { ROLES, routeTable, type Role, type Row, type Who } from './route-table.ts';

let server: TestServer;
let table: Record<string, Row>;
let routes: Map<string, string[]>;
/** What a stranger to a page is told, whatever page it is: by the gate, and by the page itself. */
let refusals: string[];

beforeAll(async () => {
	[server, routes] = await Promise.all([
		startTestServer({ sample: true, env: { ABILAUD_JOBS: '0' } }),
		routesWithActions()
	]);
	table = routeTable(await sampleFacts(server));
	// One of them reads Russian; refusals are compared word for word.
	await server.sql`update person set locale = 'et'`;
	const employee = await visitorAs(server, 'employee');
	refusals = await Promise.all(
		['/admin/audit', '/requests/999999'].map(async (path) =>
			heart(await (await employee.get(path)).text())
		)
	);
});
afterAll(() => server.close());

const roles = Object.keys(ROLES) as Role[];
const isOpen = (row: Row, who: Who) =>
	row.open === 'public' || (who !== 'nobody' && row.open.includes(who));
const refusalOf = (row: Row, role: Role) => (row.known?.includes(role) ? 403 : 404);

/** What a page says without the portal's frame and the id of the answer. */
function heart(html: string): string {
	const main = /<main[^]*<\/main>/.exec(html)?.[0] ?? html;
	return wordsOf(main).replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '');
}

/** Eight at a time, each answer closed: one of them streams for ever. */
async function askAll<T>(asks: (() => Promise<T>)[]): Promise<T[]> {
	const answers: T[] = [];
	const waiting = [...asks.entries()];
	const worker = async () => {
		for (let next = waiting.shift(); next; next = waiting.shift())
			answers[next[0]] = await next[1]();
	};
	await Promise.all(Array.from({ length: 8 }, worker));
	return answers;
}

async function statusOf(answer: Response): Promise<number> {
	await answer.body?.cancel();
	return answer.status;
}

/** What went differently, one line each; an empty list is what every test here wants. */
type Finding = string | undefined;
const found = (findings: Finding[]) => findings.filter((line) => line !== undefined);

describe('the table of routes', () => {
	it('has a row for every route and no row without one', () => {
		expect(Object.keys(ROUTE_ACCESS).sort()).toEqual([...routes.keys()].sort());
	});

	it('is tested here route by route', () => {
		expect(Object.keys(table).sort()).toEqual(Object.keys(ROUTE_ACCESS).sort());
	});
});

describe('a visitor who is not signed in', () => {
	const guest = () => withCookie(server, undefined);
	const closed = () =>
		Object.entries(table).filter(([, row]) => row.open !== 'public' && !row.labelled);

	it('learns behind a label whom to call, and nothing of the thing, nor whether there is one', async () => {
		const { officeItem } = await sampleFacts(server);
		const ids = [officeItem, crypto.randomUUID(), 'KM-10482'];
		const answers = await Promise.all(
			ids.map(async (id) => {
				const answer = await guest().get(`/things/${id}?said=return`);
				// A longer address makes a longer page, which may be packed or not.
				const varies = /^(date|x-request-id|vary|content-(length|encoding))$/;
				const headers = [...answer.headers].filter(([name]) => !varies.test(name));
				const text = (await answer.text()).replaceAll(id, '…');
				return { status: answer.status, headers, text };
			})
		);
		expect(answers[0]?.status).toBe(401);
		expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
		expect(answers[0]?.text).toMatch(/href="tel:\d+"/);
		expect(answers[0]?.text).toContain('/sign-in?next=');
	});

	it('is sent from every closed page to sign in, and back to it afterwards', async () => {
		const findings = await askAll(
			closed()
				.filter(([id]) => !id.startsWith('/api'))
				.map(([, { path }]) => async (): Promise<Finding> => {
					const answer = await guest().get(path);
					const place = answer.headers.get('location');
					const wanted = `/sign-in?next=${encodeURIComponent(path)}`;
					const text = await answer.text();
					if (answer.status === 303 && place === wanted && text === '') return undefined;
					return `GET ${path}: ${answer.status} ${place} ${text.slice(0, 80)}`;
				})
		);
		expect(found(findings)).toEqual([]);
	});

	it('gets 401 and no data from interfaces and from what pages load', async () => {
		const findings = await askAll(
			closed().map(([id, { path }]) => async (): Promise<Finding> => {
				if (id.startsWith('/api')) {
					const answer = await guest().get(path, { headers: { accept: 'application/json' } });
					const body = (await answer.json()) as object;
					const keys = Object.keys(body).sort().join();
					return answer.status === 401 && keys === 'message,requestId'
						? undefined
						: `GET ${path}: ${answer.status} ${keys}`;
				}
				const answer = await guest().get(`${path.replace(/\/$/, '')}/__data.json`);
				const text = await answer.text();
				return /"type":"data"/.test(text) ? `data of ${path}: ${text.slice(0, 80)}` : undefined;
			})
		);
		expect(found(findings)).toEqual([]);
	});

	it('gets 401 for every form and every other method', async () => {
		const asks = closed().flatMap(([id, { path }]) => {
			const actions = (routes.get(id) ?? []).map((name) => addressOf(path, name));
			return [path, ...actions].flatMap((address) => [
				async () => [`POST ${address}`, await statusOf(await guest().post(address, {}))],
				async () => [`DELETE ${address}`, await statusOf(await guest().get(address, deletion()))]
			]);
		});
		const answers = await askAll(asks);
		expect(answers.filter(([, status]) => status !== 401)).toEqual([]);
	});

	it('opens every public page', async () => {
		const open = Object.values(table).filter((row) => row.open === 'public');
		const answers = await askAll(
			open.map((row) => async () => [row.path, await statusOf(await guest().get(row.path))])
		);
		expect(answers).toEqual(open.map((row) => [row.path, expected(row, 'nobody')]));
	});
});

describe.each(roles)('%s', (role) => {
	let visitor: Visitor;
	beforeAll(async () => {
		visitor = await visitorAs(server, ROLES[role]);
	});
	const rows = (open: boolean) =>
		Object.entries(table).filter(([, row]) => isOpen(row, role) === open);

	it('opens what the role may open', async () => {
		const answers = await askAll(
			rows(true).map(([, row]) => async () => [
				row.path,
				await statusOf(await visitor.get(row.path))
			])
		);
		expect(answers).toEqual(rows(true).map(([, row]) => [row.path, expected(row, role)]));
	});

	it('is told of every other page that there is none', async () => {
		const findings = await askAll(
			rows(false).map(([, row]) => async (): Promise<Finding> => {
				const answer = await visitor.get(row.path);
				const text = heart(await answer.text());
				const wanted = refusalOf(row, role);
				if (answer.status !== wanted) return `GET ${row.path}: ${answer.status}`;
				return wanted === 403 || refusals.includes(text) ? undefined : `GET ${row.path}: ${text}`;
			})
		);
		expect(found(findings)).toEqual([]);
	});

	it('gets no data of those pages', async () => {
		const findings = await askAll(
			rows(false)
				.filter(([id]) => !id.startsWith('/api'))
				.map(([, row]) => async (): Promise<Finding> => {
					const answer = await visitor.get(`${row.path}/__data.json`);
					const text = await answer.text();
					// The frame of the portal is everybody's; the page's own part must be the refusal.
					const own = text.split('\n')[0] ?? '';
					const isRefusal = own.includes(`"status":${refusalOf(row, role)}`);
					return answer.status === 404 || isRefusal ? undefined : `data of ${row.path}: ${own}`;
				})
		);
		expect(found(findings)).toEqual([]);
	});

	it('gets no further with a form of those pages', async () => {
		const asks = rows(false).flatMap(([id, row]) => {
			const names = routes.get(id) ?? [];
			return [row.path, ...names.map((name) => addressOf(row.path, name))].map(
				(address) => async () => [
					address,
					refusalOf(row, role),
					await statusOf(await visitor.post(address, {}))
				]
			);
		});
		const answers = await askAll(asks);
		// An address without forms refuses the method before anything else, and tells as little.
		const wrong = answers.filter(([, wanted, status]) => status !== wanted && status !== 405);
		expect(wrong).toEqual([]);
	});
});

// After all that only looks: some forms need no more than a press to hide or end something.
describe.each(roles)('%s, pressing every button,', (role) => {
	it('breaks nothing with an empty form where the role may post', async () => {
		const open = Object.entries(table).filter(([, row]) => isOpen(row, role));
		const addresses = open.flatMap(([id, { path }]) =>
			(routes.get(id) ?? []).map((name) => addressOf(path, name))
		);
		const ask = (address: string) => async () => {
			// Some forms end the session, so each has one of its own.
			const someone = await visitorAs(server, ROLES[role]);
			return [address, await statusOf(await someone.post(address, {}))] as const;
		};
		const endsAll = (address: string) => address.endsWith('?/end_all');
		const answers = await askAll(addresses.filter((one) => !endsAll(one)).map(ask));
		// This one ends the sessions of the others too.
		answers.push(...(await askAll(addresses.filter(endsAll).map(ask))));
		expect(answers.filter(([, status]) => status === 401 || status >= 500)).toEqual([]);
	});
});

const expected = (row: Row, who: Who) =>
	typeof row.get === 'function' ? row.get(who) : (row.get ?? 200);
const deletion = (): RequestInit => ({ method: 'DELETE', headers: { origin: server.origin } });

function addressOf(path: string, action: string): string {
	return action === 'default' ? path : `${path}?/${action}`;
}
