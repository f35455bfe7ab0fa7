import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '#tests/support/server.ts';
import { visitorAs, type Visitor } from '#tests/support/visitor.ts';
import { wordsOf } from '../page-text.ts';
import { sampleFacts, type Facts } from './facts.ts';
import { listenLive } from './live-listener.ts';

let server: TestServer;
let facts: Facts;
let employee: Visitor;
let teacher: Visitor;
let agent: Visitor;
let limited: Visitor;

beforeAll(async () => {
	server = await startTestServer({ sample: true, env: { ABILAUD_JOBS: '0' } });
	facts = await sampleFacts(server);
	const people = ['employee', 'opetaja', 'agent', 'dmitri.volkov'];
	[employee, teacher, agent, limited] = (await Promise.all(
		people.map((who) => visitorAs(server, who))
	)) as [Visitor, Visitor, Visitor, Visitor];
});
afterAll(() => server.close());

const titleOf = async (number: string) => {
	const [row] = await server.sql<{ title: string }[]>`
		select title from service_request where number = ${number}`;
	return row?.title ?? '';
};

/** What a page says, without what differs by itself: the id of the answer and the number asked for. */
async function said(answer: Response, ...numbers: string[]): Promise<string> {
	let text = wordsOf(await answer.text()).replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '');
	for (const number of numbers) text = text.replaceAll(number, 'N');
	return text;
}

/** How a request stands, so that a form that should have done nothing is seen to have done nothing. */
async function standing(number: string): Promise<unknown> {
	const [row] = await server.sql`
		select r.status, r.revision, r.rating, r.assignee_id,
			(select count(*) from request_comment c where c.request_id = r.id) as comments,
			(select count(*) from request_event e where e.request_id = r.id) as events
		from service_request r where r.number = ${number}`;
	return row;
}

describe("somebody else's request", () => {
	const unknown = '999999';

	it.each(['', '/edit', '/files/019aaaaa-0000-7000-8000-000000000000'])(
		'gives the same page as a number that nobody has: %s',
		async (page) => {
			const number = facts.kindergartenRequest;
			const hidden = await employee.get(`/requests/${number}${page}`);
			const absent = await employee.get(`/requests/${unknown}${page}`);
			expect([hidden.status, absent.status]).toEqual([404, 404]);
			expect(await said(hidden, number)).toBe(await said(absent, unknown));
		}
	);

	it.each([
		['comment', { body: 'Tere' }],
		['answer', { body: 'Tere' }],
		['confirm', { rating: '1' }],
		['reopen', { reason: 'Ei tööta' }],
		['cancel', { reason: 'Pole vaja' }],
		['decide', { stageId: '019aaaaa-0000-7000-8000-000000000000', decision: 'approved' }]
	])('takes no "%s" from a stranger', async (action, form) => {
		const number = facts.kindergartenRequest;
		const before = await standing(number);
		const answer = await employee.post(`/requests/${number}?/${action}`, { ...form, act: action });
		expect(answer.status).toBe(404);
		expect(await said(answer, number)).not.toContain(await titleOf(number));
		expect(await standing(number)).toEqual(before);
	});

	it('takes the same form from the person whose request it is', async () => {
		const number = facts.kindergartenRequest;
		const before = await standing(number);
		const answer = await teacher.post(`/requests/${number}?/comment`, {
			act: 'comment',
			body: 'Tere'
		});
		expect(answer.status).toBe(200);
		expect(await standing(number)).not.toEqual(before);
	});

	it('is not decided by somebody who was not asked', async () => {
		const number = facts.awaitingRequest;
		const [stage] = await server.sql<{ id: string }[]>`
			select s.id from approval_stage s join service_request r on r.id = s.request_id
			where r.number = ${number} and s.state = 'open'`;
		const form = { number, stageId: stage?.id ?? '', decision: 'approved' };
		const before = await standing(number);
		// The one who asked sees it, and may still not decide about it.
		const own = await employee.post('/approvals?/one', form);
		expect(own.status).toBe(403);
		const foreign = await teacher.post('/approvals?/one', form);
		expect(foreign.status).toBe(404);
		const ids = `${number}:${stage?.id}`;
		const many = await teacher.post('/approvals?/many', { 'ids[]': ids, decision: 'approved' });
		expect(await said(many)).not.toContain(await titleOf(number));
		expect(await standing(number)).toEqual(before);
	});

	it('is not named by an address that mentions it', async () => {
		const number = facts.kindergartenRequest;
		const title = await titleOf(number);
		for (const path of [
			`/requests?sent=${number}`,
			`/requests?q=${number}`,
			`/services?q=IT-${number}`
		]) {
			const answer = await employee.get(path);
			expect([path, answer.status]).toEqual([path, 200]);
			expect(await said(answer), path).not.toContain(title);
		}
	});

	it('is not suggested while somebody types', async () => {
		const number = facts.kindergartenRequest;
		const title = await titleOf(number);
		const hrefs = async (who: Visitor, text: string) => {
			const answer = await who.get(`/api/search?desk=1&q=${encodeURIComponent(text)}`);
			const { found } = (await answer.json()) as { found: { href: string }[] };
			return found.map((hit) => hit.href);
		};
		for (const text of [number, `IT-${number}`, title]) {
			expect(await hrefs(employee, text)).not.toContain(`/requests/${number}`);
		}
		expect(await hrefs(teacher, `IT-${number}`)).toContain(`/requests/${number}`);
		const people = await hrefs(employee, 'Liis Kask');
		expect(people.filter((href) => href.startsWith('/admin'))).toEqual([]);
	});

	it('reaches no open page of a stranger', async () => {
		const strangers = await listenLive(server, employee);
		const parties = await listenLive(server, teacher);
		const tell = (who: Visitor, number: string) =>
			who.post(`/admin/requests?/comment`, { number, body: 'Vaatan homme.', to: 'requester' });
		await tell(agent, facts.kindergartenRequest);
		// News come in order: when the second has arrived, the first would have been there.
		await tell(agent, facts.officeRequest);
		expect((await parties.nextRequest()).number).toBe(Number(facts.kindergartenRequest));
		expect((await strangers.nextRequest()).number).toBe(Number(facts.officeRequest));
		await Promise.all([strangers.close(), parties.close()]);
	});
});

describe('what is mine alone', () => {
	it('a draft is seen by nobody else', async () => {
		const words = 'Uurin laekumisi eelarve koostamiseks';
		const kept = await employee.post('/services/system-access/draft', { why: words });
		expect(kept.status).toBe(200);
		expect(await (await employee.get('/services/system-access')).text()).toContain(words);
		expect(await (await teacher.get('/services/system-access')).text()).not.toContain(words);
		expect(await (await agent.get('/services/system-access')).text()).not.toContain(words);
	});

	it('a device is no page and no answer in a form for somebody else', async () => {
		const item = facts.kindergartenItem;
		const hidden = await employee.get(`/things/${item}`);
		const absent = await employee.get('/things/019aaaaa-0000-7000-8000-000000000000');
		expect([hidden.status, absent.status]).toEqual([404, 404]);
		expect(await said(hidden)).toBe(await said(absent));
		const [row] = await server.sql<{ inventoryNumber: string }[]>`
			select inventory_number as "inventoryNumber" from item where id = ${item}`;
		const form = await employee.get(`/services/fault-report?what=computer&item=${item}`);
		expect(form.status).toBe(200);
		expect(await form.text()).not.toContain(row?.inventoryNumber);
	});

	it('things of a colleague are listed for nobody but those in charge', async () => {
		const path = `/things?person=${facts.teacher}`;
		expect((await employee.get(path)).status).toBe(404);
		const representative = await visitorAs(server, 'representative');
		expect((await representative.get(path)).status).toBe(200);
	});

	it('a line under the bell is opened and read by its owner only', async () => {
		const path = `/notifications/${facts.bellLine}`;
		await server.sql`update bell_entry set read_at = null where id = ${facts.bellLine}`;
		expect((await teacher.get(path)).status).toBe(404);
		await teacher.post('/notifications?/read', { id: facts.bellLine });
		await teacher.post('/notifications?/read', {});
		const [row] = await server.sql`select read_at from bell_entry where id = ${facts.bellLine}`;
		expect(row).toEqual({ read_at: null });
		expect((await employee.get(path)).status).toBe(303);
	});

	it('a session is ended by its owner only', async () => {
		const [session] = await server.sql<{ id: string }[]>`
			select id from session where person_id = ${facts.employee} limit 1`;
		const answer = await teacher.post('/me/security?/end', { session: session?.id ?? '' });
		expect(answer.status).toBe(404);
		expect((await employee.get('/me')).status).toBe(200);
	});
});

describe('an agent for the kindergartens', () => {
	it('sees no request of an office in the list, the panel, the page or the file', async () => {
		const number = facts.deskRequest;
		const person = await beneficiary(number);
		for (const path of [
			'/admin/requests?view=all',
			`/admin/requests?open=${number}`,
			`/admin/requests?q=${number}`,
			`/admin/requests/export?view=all`
		]) {
			const answer = await limited.get(path);
			expect([path, answer.status]).toEqual([path, 200]);
			const text = await answer.text();
			// The number may stand in the address and search box; what it is about may not.
			expect(text.includes(person), path).toBe(false);
		}
		expect((await limited.get(`/admin/requests/${number}`)).status).toBe(404);
		expect(await (await agent.get(`/admin/requests?open=${number}`)).text()).toContain(person);
	});

	it.each(['take', 'assign', 'comment', 'fulfil', 'reject', 'promise', 'task'])(
		'cannot "%s" there',
		async (action) => {
			const number = facts.deskRequest;
			const before = await standing(number);
			const answer = await limited.post(`/admin/requests?/${action}`, {
				number,
				assignee: limited.personId,
				body: 'Tere',
				reason: 'Pole vaja',
				day: '30.12.2030',
				why: 'Hiljem',
				task: 'do'
			});
			expect(answer.status).toBe(404);
			expect(await standing(number)).toEqual(before);
		}
	);

	it('changes nothing there with an act on many', async () => {
		const number = facts.deskRequest;
		const before = await standing(number);
		const person = await beneficiary(number);
		const answer = await limited.post('/admin/requests?/take_many', { 'ids[]': number });
		expect(answer.status).toBe(200);
		expect(await said(answer)).not.toContain(person);
		expect(await standing(number)).toEqual(before);
		await agent.post('/admin/requests?/take_many', { 'ids[]': number });
		expect(await standing(number)).not.toEqual(before);
	});

	it('finds no device of an office in the register', async () => {
		const item = facts.officeItem;
		const [row] = await server.sql<{ inventoryNumber: string }[]>`
			select inventory_number as "inventoryNumber" from item where id = ${item}`;
		const number = row?.inventoryNumber ?? '';
		const list = `/admin/equipment?q=${number}`;
		const cell = new RegExp(`<td[^>]*>[^]{0,200}?${number}`);
		expect(await (await agent.get(list)).text()).toMatch(cell);
		expect(await (await limited.get(list)).text()).not.toMatch(cell);
		expect(await (await limited.get(`/admin/equipment/export?q=${number}`)).text()).not.toContain(
			number
		);
	});
});

async function beneficiary(number: string): Promise<string> {
	const [row] = await server.sql<{ name: string }[]>`
		select p.name from person p join service_request r on r.beneficiary_id = p.id
		where r.number = ${number}`;
	return row?.name ?? '';
}
