import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FORM_CONTROLS } from '#lib/requests/form-controls.ts';
import { startTestServer, type TestServer } from '#tests/support/server.ts';
import { visitorAs, withCookie, type Visitor } from '#tests/support/visitor.ts';
import { dayFromNow, filledAccessForm, numberSent } from './asking.ts';
import { chosenOf, problemAt, valueOf, wordsOf } from './page-text.ts';

let server: TestServer;
let employee: Visitor;

beforeAll(async () => {
	server = await startTestServer({ sample: true });
	employee = await visitorAs(server, 'employee');
});
afterAll(() => server.close());

describe('signing in', () => {
	const guest = () => withCookie(server, undefined);
	const enter = (form: Record<string, string>) => guest().post('/sign-in', form);

	it('opens a session that leads to the page that was wanted', async () => {
		const form = { email: 'employee@linn.example', password: 'abilaud-sample', next: '/things' };
		const answer = await enter(form);
		expect([answer.status, answer.headers.get('location')]).toEqual([303, '/things']);
		const cookie = answer.headers.getSetCookie().find((one) => one.startsWith('abilaud_session='));
		expect(cookie).toMatch(/; HttpOnly/);
		expect(cookie).toMatch(/; SameSite=Lax/);
		const token = /abilaud_session=([^;]+)/.exec(cookie ?? '')?.[1];
		expect((await withCookie(server, token).get('/things')).status).toBe(200);
	});

	it.each(['//evil.example', 'https://evil.example/', '/\\evil.example', '/sign-out'])(
		'leads nowhere else: %s',
		async (next) => {
			const form = { email: 'employee@linn.example', password: 'abilaud-sample', next };
			expect((await enter(form)).headers.get('location')).toBe('/');
		}
	);

	it('says the same of a wrong password and of an address nobody has', async () => {
		const said = async (email: string) => {
			const answer = await enter({ email, password: 'mitte-see-parool' });
			const text = await answer.text();
			expect(valueOf(text, 'email')).toBe(email);
			expect(text).not.toContain('mitte-see-parool');
			expect(answer.status).toBe(400);
			return wordsOf(text);
		};
		expect(await said('kristi.parts@linn.example')).toEqual(await said('keegi-muu@linn.example'));
	});

	it('says what is missing at its field', async () => {
		const answer = await enter({ email: ' ', password: '' });
		const text = await answer.text();
		expect(answer.status).toBe(422);
		expect(problemAt(text, 'email')).toBeTruthy();
		expect(problemAt(text, 'password')).toBeTruthy();
	});

	it('slows down who keeps guessing, also for the right password', async () => {
		const email = 'kaur.tamme@linn.example';
		const statuses: number[] = [];
		for (let n = 0; n < 30 && statuses.at(-1) !== 429; n += 1)
			statuses.push((await enter({ email, password: `arvan-${n}` })).status);
		expect(statuses.at(-1)).toBe(429);
		const right = await enter({ email, password: 'abilaud-sample' });
		expect(right.status).toBe(429);
		expect(Number(right.headers.get('retry-after'))).toBeGreaterThan(0);
	});
});

describe('asking for a service', () => {
	const send = (form: FormData, who: Pick<Visitor, 'post'> = employee) =>
		who.post('/services/system-access?/send', form);

	it('takes a filled form and shows its number and the promised day', async () => {
		const answer = await send(await filledAccessForm(employee));
		const number = numberSent(answer);
		const page = await (await employee.get(`/requests/${number}?sent=1`)).text();
		expect(wordsOf(page)).toContain(`IT-${number}`);
		expect(wordsOf(page)).toContain('Tarmo Vesik');
	});

	it('says every problem at its field and keeps what was typed', async () => {
		const form = await filledAccessForm(employee);
		form.set('right', '');
		form.set('why', 'Eh');
		form.set('from', '31.2.2027');
		form.set('until', 'kunagi <b>hiljem</b>');
		form.delete('logged');
		const answer = await send(form);
		const page = await answer.text();
		expect(answer.status).toBe(422);
		for (const field of ['right', 'why', 'from', 'until', 'logged'])
			expect([field, problemAt(page, field)]).toEqual([field, expect.stringMatching(/\S/)]);
		expect(valueOf(page, 'why')).toBe('Eh');
		expect(valueOf(page, 'from')).toBe('31.2.2027');
		expect(valueOf(page, 'until')).toBe('kunagi <b>hiljem</b>');
		// The summary above the form leads to each of them.
		for (const field of ['right', 'why', 'from', 'until', 'logged'])
			expect(page).toContain(`href="#${field}"`);
		expect(/<title>([^<]*)/.exec(page)?.[1]).toMatch(/^Viga: /);
	});

	it('keeps a right choice beside a wrong one', async () => {
		const form = await filledAccessForm(employee);
		const right = String(form.get('right'));
		form.set('why', '');
		const page = await (await send(form)).text();
		expect(problemAt(page, 'right')).toBeUndefined();
		expect(chosenOf(page, 'right')).toBe(right);
	});

	it('takes a day before today from nobody', async () => {
		const form = await filledAccessForm(employee);
		form.set('from', dayFromNow(-1));
		const answer = await send(form);
		expect(answer.status).toBe(422);
		expect(problemAt(await answer.text(), 'from')).toBeTruthy();
	});

	it('makes one request of a form that was sent twice at once', async () => {
		const form = await filledAccessForm(employee);
		const numbers = (await Promise.all([send(form), send(form), send(form)])).map(numberSent);
		expect(new Set(numbers).size).toBe(1);
		const again = numberSent(await send(form));
		expect(again).toBe(numbers[0]);
		const key = String(form.get(FORM_CONTROLS.key));
		const [made] = await server.sql`
			select count(*)::int as made from service_request where submission_key = ${key}`;
		expect(made).toEqual({ made: 1 });
	});

	it('does not take the key of somebody else for its own', async () => {
		const form = await filledAccessForm(employee);
		const number = numberSent(await send(form));
		const teacher = await visitorAs(server, 'opetaja');
		const own = await filledAccessForm(teacher);
		own.set(FORM_CONTROLS.key, String(form.get(FORM_CONTROLS.key)));
		const answer = await send(own, teacher);
		expect([answer.status, answer.headers.get('location')]).toEqual([422, null]);
		expect(wordsOf(await answer.text())).not.toContain(`IT-${number}`);
	});

	it('is refused 401 when the session is over, and only then', async () => {
		const form = await filledAccessForm(employee);
		const someone = await visitorAs(server, 'employee');
		await server.sql`update session set expires_at = now() - interval '1 minute'
			where user_agent = (select user_agent from session order by created_at desc limit 1)`;
		const answer = await send(form, someone);
		expect(answer.status).toBe(401);
		expect(numberSent(await send(form))).toBeGreaterThan(0);
	});

	it('is refused when another site sends it', async () => {
		const form = await filledAccessForm(employee);
		const headers = { cookie: `abilaud_session=${employee.token}`, accept: 'text/html' };
		const from = (origin?: string) =>
			server.get('/services/system-access?/send', {
				method: 'POST',
				body: form,
				headers: { ...headers, ...(origin ? { origin } : {}) }
			});
		expect((await from('https://evil.example')).status).toBe(403);
		expect((await from()).status).toBe(403);
		expect((await from(server.origin)).status).toBe(303);
	});
});

describe('two people at one request', () => {
	it('tells the second who was first, and overwrites nothing', async () => {
		const [queued] = await server.sql<{ number: number; revision: number }[]>`
			select number, revision from service_request
			where status = 'queued' and assignee_id is null order by number desc limit 1`;
		const form = { number: String(queued?.number), revision: String(queued?.revision) };
		const [rasmus, anne] = await Promise.all(
			['agent', 'anne.parn'].map((who) => visitorAs(server, who))
		);
		expect((await rasmus?.post('/admin/requests?/take', form))?.status).toBe(200);
		const second = await anne?.post('/admin/requests?/take', form);
		expect(second?.status).toBe(409);
		expect(wordsOf((await second?.text()) ?? '')).toContain('Rasmus Kivi');
		const reason = { ...form, reason: 'Pole vaja' };
		const stale = await anne?.post(`/admin/requests/${queued?.number}?/reject`, reason);
		expect(stale?.status).toBe(409);
		const page = (await stale?.text()) ?? '';
		expect(wordsOf(page)).toContain('Rasmus Kivi');
		expect(page).toContain('Pole vaja');
		const [now] = await server.sql`
			select r.status, p.email from service_request r join person p on p.id = r.assignee_id
			where r.number = ${queued?.number ?? 0}`;
		expect(now).toEqual({ status: 'in_progress', email: 'agent@linn.example' });
	});

	it('lets one of two win when both press at the same moment', async () => {
		const [queued] = await server.sql<{ number: number; revision: number }[]>`
			select number, revision from service_request
			where status = 'queued' and assignee_id is null order by number desc limit 1`;
		const form = { number: String(queued?.number), revision: String(queued?.revision) };
		const agents = await Promise.all(['agent', 'anne.parn'].map((who) => visitorAs(server, who)));
		const answers = await Promise.all(
			agents.map((agent) => agent.post('/admin/requests?/take', form))
		);
		expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
	});
});
