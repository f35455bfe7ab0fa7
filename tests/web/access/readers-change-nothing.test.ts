import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '#tests/support/server.ts';
import { visitorAs, type Visitor } from '#tests/support/visitor.ts';
import { sampleFacts, type Facts } from './facts.ts';
import { routesWithActions } from './route-ids.ts';
import { routeTable } from './route-table.ts';

let server: TestServer;
let facts: Facts;

beforeAll(async () => {
	server = await startTestServer({ sample: true, env: { ABILAUD_JOBS: '0' } });
	facts = await sampleFacts(server);
});
afterAll(() => server.close());

/** A form that has everything an act of the desk or of a register could want. */
function richForm(): Record<string, string> {
	return {
		number: facts.deskRequest,
		'ids[]': facts.deskRequest,
		id: facts.deskRequest,
		assignee: facts.agent,
		owner: facts.agent,
		person: facts.employee,
		personId: facts.employee,
		role: 'admin',
		roleId: facts.systemRole,
		unit: facts.unit,
		unitId: facts.unit,
		place: facts.place,
		placeId: facts.place,
		team: 'it',
		service: 'other',
		slug: 'midagi-uut',
		task: 'do',
		index: '0',
		done: '1',
		item: '',
		day: '30.12.2030',
		why: 'Hiljem',
		reason: 'Pole vaja',
		question: 'Kas kiire?',
		note: 'Märkus',
		body: 'Tere',
		to: 'requester',
		other: `IT-${facts.officeRequest}`,
		status: 'vendor',
		name: 'Uus nimi',
		name_et: 'Uus nimi',
		name_ru: 'Новое имя',
		title_et: 'Uus nimi',
		title_ru: 'Новое имя',
		email: 'uus@linn.example',
		inventoryNumber: 'KM-99999',
		category: 'laptop',
		model: 'Mudel',
		serial: 'S1',
		kind: 'system',
		vendor: 'Tootja',
		policy: 'allowed'
	};
}

/** Everything this person has changed, in the words of the audit log. */
async function changesBy(visitor: Visitor): Promise<string[]> {
	const rows = await server.sql<{ action: string }[]>`
		select action from audit_entry
		where actor_id = ${visitor.personId} and noun <> 'session' order by seq`;
	return rows.map((row) => row.action);
}

const fingerprint = () => server.sql`
	select (select sum(revision) from service_request) as requests,
		(select count(*) from request_comment) as comments,
		(select count(*) from request_event) as events,
		(select count(*) from item) as items,
		(select max(updated_at) from item) as item_changes,
		(select count(*) from access_right where ended_at is null) as rights,
		(select count(*) from software_seat where released_at is null) as seats,
		(select max(updated_at) from person) as person_changes,
		(select count(*) from role_grant) as roles,
		(select count(*) from service_version) as service_versions,
		(select max(updated_at) from setting) as setting_changes,
		(select count(*) from team) as teams`;

/** Own lists are everybody's own: keeping a view changes nothing for anybody else. */
const ownThings = ['save_view', 'remove_view'];

it.each(['auditor', 'author'])('an %s reads the desk and changes nothing of it', async (who) => {
	const visitor = await visitorAs(server, who);
	const routes = await routesWithActions();
	const allowed =
		who === 'author' ? ['/admin/catalogue/answers', '/admin/training', '/admin/notices'] : [];
	const before = [await changesBy(visitor), await fingerprint()];
	const taken: string[] = [];
	let tried = 0;
	for (const [id, { path }] of Object.entries(routeTable(facts))) {
		if (!id.startsWith('/admin') || allowed.some((start) => id.startsWith(start))) continue;
		for (const name of routes.get(id) ?? []) {
			if (ownThings.includes(name)) continue;
			const address = name === 'default' ? path : `${path}?/${name}`;
			const answer = await visitor.post(address, richForm(), {
				headers: { accept: 'application/json', 'x-sveltekit-action': 'true' }
			});
			const text = await answer.text();
			tried += 1;
			if (/"type":"redirect"/.test(text)) taken.push(`${address}: ${text.slice(0, 100)}`);
		}
	}
	expect(tried).toBeGreaterThan(30);
	expect(taken).toEqual([]);
	expect([await changesBy(visitor), await fingerprint()]).toEqual(before);
});

it('the same form from an agent does change something', async () => {
	const agent = await visitorAs(server, 'agent');
	const before = await fingerprint();
	await agent.post('/admin/requests?/take', richForm());
	expect(await fingerprint()).not.toEqual(before);
	expect(await changesBy(agent)).toContain('request.assigned');
});
