import { get as httpGet, type IncomingHttpHeaders } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '#tests/support/server.ts';

type Raw = { status: number; headers: IncomingHttpHeaders; body: Buffer };

let server: TestServer;
beforeAll(async () => {
	server = await startTestServer();
});
afterAll(() => server.close());

// fetch unpacks by itself and sets its own host; this shows what really came.
function raw(path: string, headers: Record<string, string>): Promise<Raw> {
	return new Promise((done, fail) => {
		httpGet(server.origin + path, { headers }, (answer) => {
			buffer(answer).then(
				(body) => done({ status: answer.statusCode ?? 0, headers: answer.headers, body }),
				fail
			);
		}).on('error', fail);
	});
}

describe('compression', () => {
	const page = '/accessibility';

	it('is used when asked for', async () => {
		const plain = await raw(page, {});
		expect(plain.headers['content-encoding']).toBeUndefined();
		expect(plain.body.toString()).toContain('<html');

		const br = await raw(page, { 'accept-encoding': 'gzip, deflate, br' });
		expect(br.headers).toMatchObject({ 'content-encoding': 'br', vary: 'Accept-Encoding' });
		expect(brotliDecompressSync(br.body).toString()).toContain('</html>');
		expect(br.body.length).toBeLessThan(plain.body.length / 2);

		const gzip = await raw(page, { 'accept-encoding': 'gzip, br;q=0' });
		expect(gzip.headers['content-encoding']).toBe('gzip');
		expect(gunzipSync(gzip.body).toString()).toContain('</html>');
	});

	it('leaves small answers alone', async () => {
		const answer = await raw('/healthz', { 'accept-encoding': 'br' });
		expect(answer.headers['content-encoding']).toBeUndefined();
		expect(JSON.parse(answer.body.toString())).toMatchObject({ status: 'ok' });
	});

	it('has no entity tag to promise for pages, which nobody keeps', async () => {
		const answer = await raw(page, { 'accept-encoding': 'br' });
		expect(answer.headers.etag).toBeUndefined();
	});
});

describe('names of the portal', () => {
	it('without ORIGIN any name of this machine works, also for forms', async () => {
		const { port } = new URL(server.origin);
		for (const host of [`localhost:${port}`, `127.0.0.1:${port}`]) {
			expect((await raw('/healthz', { host })).status).toBe(200);
		}
	});

	it('without ORIGIN a foreign name is refused', async () => {
		expect((await raw('/healthz', { host: 'evil.example' })).status).toBe(421);
	});
});
