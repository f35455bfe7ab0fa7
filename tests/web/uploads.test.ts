import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '#tests/support/server.ts';
import { visitorAs, type Visitor } from '#tests/support/visitor.ts';
import { wordsOf } from './page-text.ts';

let server: TestServer;
let teacher: Visitor;
let number: string;

beforeAll(async () => {
	server = await startTestServer({ sample: true, env: { ABILAUD_JOBS: '0' } });
	teacher = await visitorAs(server, 'opetaja');
	const [row] = await server.sql<{ number: number }[]>`
		select number from service_request
		where requester_id = ${teacher.personId} and status = 'awaiting_approval'`;
	number = String(row?.number);
});
afterAll(() => server.close());

const png = Buffer.from(
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
	'base64'
);
const megabyte = 1024 * 1024;

function letter(name: string, contents: Uint8Array | string, type = 'image/png'): FormData {
	const form = new FormData();
	form.set('act', 'comment');
	form.set('body', 'Vaata pilti');
	const part = typeof contents === 'string' ? contents : new Uint8Array(contents);
	form.append('files', new File([part], name, { type }));
	return form;
}

const send = (form: FormData) => teacher.post(`/requests/${number}?/comment`, form);
const letters = async () => {
	const [row] = await server.sql<{ count: number }[]>`
		select count(*)::int from request_comment c join service_request r on r.id = c.request_id
		where r.number = ${number}`;
	return row?.count;
};
const newestFile = async () => {
	const [row] = await server.sql<{ id: string }[]>`
		select id from attachment order by id desc limit 1`;
	return `/requests/${number}/files/${row?.id}`;
};

describe('a file', () => {
	it('comes back as a download that no browser runs', async () => {
		expect((await send(letter('ekraan "õ".png', png, 'text/html'))).status).toBe(200);
		const answer = await teacher.get(await newestFile());
		expect(answer.status).toBe(200);
		expect(Object.fromEntries(answer.headers)).toMatchObject({
			'content-type': 'image/png',
			'content-disposition': expect.stringMatching(/^attachment; filename\*=UTF-8''ekraan%20/),
			'content-security-policy': "default-src 'none'; sandbox",
			'x-content-type-options': 'nosniff',
			'cache-control': 'private, no-store'
		});
		expect(Buffer.from(await answer.arrayBuffer()).equals(png)).toBe(true);
	});

	it('is had by those who may see the request and by nobody else', async () => {
		await send(letter('ekraan.png', png));
		const file = await newestFile();
		const status = async (who: string) => (await (await visitorAs(server, who)).get(file)).status;
		expect(await Promise.all(['employee', 'manager', 'author'].map(status))).toEqual([
			404, 404, 404
		]);
		expect(await Promise.all(['agent', 'dmitri.volkov', 'representative'].map(status))).toEqual([
			200, 200, 200
		]);
		const own = await visitorAs(server, 'employee');
		const [mine] = await server.sql<{ number: number }[]>`
			select number from service_request where requester_id = ${own.personId} limit 1`;
		// Through a request that one may see no other request's file is had either.
		const detour = file.replace(`/requests/${number}/`, `/requests/${mine?.number}/`);
		expect((await own.get(detour)).status).toBe(404);
	});

	it('that is no longer on the disk is said to be missing, on a page', async () => {
		await send(letter('kadunud.png', png));
		const file = await newestFile();
		const [row] = await server.sql<{ key: string }[]>`
			select storage_key as key from attachment order by id desc limit 1`;
		await rm(join(server.folder, 'files', row?.key ?? ''));
		const answer = await teacher.get(file, { headers: { accept: 'text/html' } });
		expect(answer.status).toBe(410);
		expect(answer.headers.get('content-disposition')).toBeNull();
		expect(wordsOf(await answer.text())).toMatch(/varukoopia|резервн|backup/);
	});

	it.each([
		[
			'a drawing with a script',
			'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
		],
		['a page', '<!doctype html><title>x</title><script>alert(1)</script>'],
		['a program', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(512, 1)])]
	])('that is %s and calls itself a picture is refused', async (_what, contents) => {
		const before = await letters();
		const answer = await send(letter('pilt.png', contents));
		const page = await answer.text();
		expect(answer.status).toBe(422);
		expect(wordsOf(page)).toContain('Vaata pilti');
		expect(await letters()).toBe(before);
	});

	it('of more than 20 MB is refused at its field, with the letter kept', async () => {
		const before = await letters();
		const large = Buffer.concat([png, Buffer.alloc(20 * megabyte)]);
		const answer = await send(letter('suur.png', large));
		expect(answer.status).toBe(422);
		const page = wordsOf(await answer.text());
		expect(page).toContain('Vaata pilti');
		expect(page).toContain('20 MB');
		expect(await letters()).toBe(before);
	});

	it('of a size that no form has is not even read', async () => {
		const before = await letters();
		const answer = await send(letter('liiga-suur.png', Buffer.alloc(30 * megabyte)));
		expect(answer.status).toBe(413);
		expect(await letters()).toBe(before);
	});
});
