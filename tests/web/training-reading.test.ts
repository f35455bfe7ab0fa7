import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startTestServer, type TestServer } from '#tests/support/server.ts';
import { smallTown } from '#tests/support/town.ts';
import { aModule } from '#tests/support/training-factories.ts';
import { visitorAs, type Visitor } from '#tests/support/visitor.ts';

let server: TestServer;
let folder: string;
let reader: Visitor;
let colleague: Visitor;

const drawing = Buffer.from(
	'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><rect width="1" height="1"/></svg>'.padEnd(
		2000
	)
);
const text = `## Tekst {#text}

Loe läbi.

## Test {#test}

::: quiz {#quiz}
### Millal lukustad ekraani? {#when}
- [ ] Koju minnes
  > Siis on hilja.
- [x] Iga kord, kui lahkun
  > Just nii, alati.
---
Ekraani võib lukustada kahe klahviga.
### Kirjuta klahv {#key}
Vajuta Windows ja [[salaklahv]].
:::
`;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'abilaud-media-'));
	vi.stubEnv('DATA_DIR', folder);
	server = await startTestServer({ env: { ABILAUD_JOBS: '0', DATA_DIR: folder } });
	const town = await smallTown(server.db);
	const [one, other] = [await town.addPerson('Liis Kask'), await town.addPerson('Mart Mets')];
	const emailOf = async (id: string) => {
		const [row] = await server.sql<{ email: string }[]>`select email from person where id = ${id}`;
		return row?.email ?? '';
	};
	reader = await visitorAs(server, await emailOf(one.id));
	colleague = await visitorAs(server, await emailOf(other.id));
	await aModule(server.db, { slug: 'screen', et: text });
	await aModule(server.db, {
		slug: 'drawn',
		front: { completion: 'read' },
		et: '## A {#a}\n\n![Joonis](joonis.svg)\n',
		media: [{ name: 'joonis.svg', bytes: drawing }]
	});
});
afterAll(async () => {
	vi.unstubAllEnvs();
	await server.close();
	await rm(folder, { recursive: true, force: true });
});

const answers = /Just nii|Siis on hilja|kahe klahviga|salaklahv/;

async function startQuiz(visitor: Visitor): Promise<string> {
	await visitor.post('/training/screen/test?/start', { quiz: 'quiz' });
	const html = await (await visitor.get('/training/screen/test')).text();
	return /name="attempt" value="([^"]+)"/.exec(html)?.[1] ?? '';
}

describe('what is right', () => {
	it('is neither in the page nor in its data before a question was answered', async () => {
		for (const path of [
			'/training/screen',
			'/training/screen/test',
			'/training/screen/all',
			'/training/screen/test/__data.json',
			'/training/screen/all/__data.json',
			'/training/screen/__data.json'
		]) {
			const sent = await (await reader.get(path)).text();
			expect(sent, path).not.toMatch(answers);
		}
		const attempt = await startQuiz(reader);
		for (const path of ['/training/screen/test', '/training/screen/test/__data.json']) {
			const sent = await (await reader.get(path)).text();
			expect(sent, path).toContain('Iga kord, kui lahkun');
			expect(sent, path).not.toMatch(answers);
		}
		await reader.post('/training/screen/test?/answer', { attempt, question: 'when', chosen: '0' });
		const told = await (await reader.get('/training/screen/test/__data.json')).text();
		expect(told).toContain('Just nii');
		expect(told).not.toMatch(/salaklahv/);
	});

	it('is not told of somebody else’s attempt', async () => {
		const attempt = await startQuiz(reader);
		const answer = await colleague.post('/training/screen/test?/answer', {
			attempt,
			question: 'key',
			written: 'salaklahv'
		});
		expect(answer.status).toBe(404);
	});
});

describe('an answer that is sent', () => {
	it('without anything chosen comes back with what to do', async () => {
		const attempt = await startQuiz(colleague);
		const answer = await colleague.post('/training/screen/test?/answer', {
			attempt,
			question: 'when'
		});
		expect(answer.status).toBe(422);
		expect(await answer.text()).toContain('Vali vastus');
	});

	it('with a number of an attempt that is none is refused as not there', async () => {
		const forms: Record<string, string>[] = [{}, { attempt: 'x', question: 'when', chosen: '1' }];
		for (const form of forms) {
			const answer = await colleague.post('/training/screen/test?/answer', form);
			expect(answer.status).toBe(404);
		}
	});
});

describe('a picture of a module', () => {
	it('comes with its type, can run nothing, and is for those who are signed in', async () => {
		const page = await (await reader.get('/training/drawn/a')).text();
		const address = /src="(\/training\/drawn\/media\/[^"]+)"/.exec(page)?.[1] ?? '';
		const answer = await reader.get(address);
		expect(answer.status).toBe(200);
		expect(Object.fromEntries(answer.headers)).toMatchObject({
			'content-type': 'image/svg+xml',
			'x-content-type-options': 'nosniff',
			'content-security-policy': expect.stringMatching(/default-src 'none'.*sandbox/)
		});
		// Packed anew for each way of packing: equal in meaning, not in bytes.
		expect(answer.headers.get('etag')).toMatch(/^W\//);
		expect((await server.get(address)).status).toBe(303);
		const foreign = await reader.get('/training/drawn/media/..%2F..%2Fet.md');
		expect(foreign.status).toBe(404);
	});
});

describe('reading without a connection', () => {
	const sync = (visitor: Visitor, body: unknown) =>
		visitor.get('/training/offline/sync', {
			method: 'POST',
			body: JSON.stringify(body),
			headers: { 'content-type': 'application/json' }
		});
	const read = { slug: 'screen', pageId: 'text', locale: 'et', at: new Date().toISOString() };

	it('is told once there is one, and counts once however often it is told', async () => {
		const body = { personId: reader.personId, reads: [read, { ...read, slug: 'gone' }] };
		expect((await sync(reader, body)).status).toBe(204);
		expect((await sync(reader, body)).status).toBe(204);
		const rows = await server.sql`
			select page_id from page_read where person_id = ${reader.personId}`;
		expect(rows.map((row) => row.page_id)).toEqual(['text']);
	});

	it('is nothing that a computer keeps which others use, too', async () => {
		const listOf = async (visitor: Visitor) => {
			const answer = await visitor.get('/training/offline/list');
			return ((await answer.json()) as { modules: { slug: string }[] }).modules;
		};
		await reader.get('/training/screen/text');
		expect((await listOf(reader)).map((one) => one.slug)).toContain('screen');
		const inTheStaffRoom = await visitorAs(server, reader.email, { shared: true });
		expect(await listOf(inTheStaffRoom)).toEqual([]);
	});

	it('is not told by a page of another address, whatever it calls the body', async () => {
		const body = JSON.stringify({ personId: reader.personId, reads: [read] });
		for (const type of [undefined, 'application/json', 'text/plain']) {
			const headers = {
				origin: 'https://elsewhere.example',
				...(type && { 'content-type': type })
			};
			const sent = { method: 'POST', headers, body: Buffer.from(body) };
			expect((await reader.get('/training/offline/sync', sent)).status).toBe(403);
		}
	});

	it('is not taken from another person’s device, nor in another shape', async () => {
		const foreign = await sync(colleague, { personId: reader.personId, reads: [read] });
		expect(foreign.status).toBe(409);
		expect((await sync(colleague, { reads: 'x' })).status).toBe(422);
	});

	it('a page that is fetched to be kept is not opened', async () => {
		await colleague.get('/training/drawn/a', { headers: { 'x-abilaud-keep': '1' } });
		const places = await server.sql`
			select from reading_place l join training_module m on m.id = l.module_id
			where m.slug = 'drawn' and l.person_id = ${colleague.personId}`;
		expect(places).toHaveLength(0);
	});

	it('nothing stays in the browser after signing out', async () => {
		const answer = await reader.post('/sign-out', {});
		expect(answer.status).toBe(303);
		expect(answer.headers.get('clear-site-data')).toBe('"storage"');
	});
});

it('the paper of a module is a download', async () => {
	const answer = await colleague.get('/training/screen/pdf');
	expect(answer.status).toBe(200);
	expect(answer.headers.get('content-type')).toBe('application/pdf');
	expect(
		Buffer.from(await answer.arrayBuffer())
			.subarray(0, 5)
			.toString()
	).toBe('%PDF-');
});

it('numbers of certificates are not tried until one is real', async () => {
	const ask = (number: number) => server.get(`/verify/KT-${number}-abcdef`);
	expect((await ask(1)).headers.get('retry-after')).toBeNull();
	for (let number = 2; number <= 100; number++) await (await ask(number)).arrayBuffer();
	expect(Number((await ask(101)).headers.get('retry-after'))).toBeGreaterThan(800);
});
