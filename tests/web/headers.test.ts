import { get as httpGet, type IncomingHttpHeaders } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '#tests/support/server.ts';
import { visitorAs, withCookie, type Visitor } from '#tests/support/visitor.ts';

let server: TestServer;
let agent: Visitor;

beforeAll(async () => {
	server = await startTestServer({ sample: true, env: { ABILAUD_JOBS: '0' } });
	agent = await visitorAs(server, 'agent');
});
afterAll(() => server.close());

const everywhere = {
	'x-content-type-options': 'nosniff',
	'x-frame-options': 'DENY',
	'referrer-policy': 'same-origin',
	'cross-origin-opener-policy': 'same-origin',
	'permissions-policy': expect.stringContaining('geolocation=()')
};

describe('security headers', () => {
	it.each([
		'/',
		'/requests',
		'/services',
		'/things',
		'/admin/requests',
		'/me/security',
		'/no-such-page'
	])(
		'stand on %s, with a content policy that lets no foreign or inline script run',
		async (path) => {
			const answer = await agent.get(path);
			const html = await answer.text();
			expect(Object.fromEntries(answer.headers)).toMatchObject({
				...everywhere,
				'cache-control': 'private, no-store',
				'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/)
			});
			const policy = answer.headers.get('content-security-policy') ?? '';
			const rule = (name: string) =>
				policy.split(';').find((part) => part.trim().startsWith(`${name} `)) ?? '';
			expect(rule('default-src')).toContain("'self'");
			expect(rule('script-src')).toMatch(/'nonce-[^']+'/);
			expect(rule('script-src')).not.toMatch(/unsafe|\*|https?:/);
			expect(rule('style-src')).not.toMatch(/unsafe-inline/);
			expect(rule('object-src')).toContain("'none'");
			expect(rule('frame-ancestors')).toContain("'none'");
			expect(rule('base-uri')).toContain("'none'");
			const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
			for (const [tag] of html.matchAll(/<script\b[^>]*>/g))
				expect(tag).toContain(`nonce="${nonce}"`);
			// Such attributes would be ignored under this policy, and the page would look or act wrong.
			expect(html).not.toMatch(/<[^>]+ (?:on[a-z]+|style)="/);
		}
	);

	it('stand on public pages, redirects, refusals and interfaces too', async () => {
		const guest = withCookie(server, undefined);
		for (const path of ['/sign-in', '/requests', '/admin/audit', '/healthz', '/api/search?q=x']) {
			const answer = await guest.get(path);
			expect(Object.fromEntries(answer.headers), path).toMatchObject(everywhere);
		}
	});

	it('a nonce is new each time', async () => {
		const nonce = async () =>
			/'nonce-([^']+)'/.exec(
				(await agent.get('/')).headers.get('content-security-policy') ?? ''
			)?.[1];
		expect(await nonce()).not.toBe(await nonce());
	});
});

describe('what is sent', () => {
	const raw = (path: string) =>
		new Promise<{ headers: IncomingHttpHeaders; body: Buffer }>((done, fail) => {
			const headers = {
				cookie: `abilaud_session=${agent.token}`,
				accept: 'text/html',
				'accept-encoding': 'gzip'
			};
			httpGet(server.origin + path, { headers }, (answer) => {
				buffer(answer).then((body) => done({ headers: answer.headers, body }), fail);
			}).on('error', fail);
		});

	it.each(['/', '/requests', '/admin/requests'])('is packed: %s', async (path) => {
		const { headers, body } = await raw(path);
		expect(headers['content-encoding']).toBe('gzip');
		const html = gunzipSync(body);
		expect(html.toString()).toContain('</html>');
		expect(body.length).toBeLessThan(html.length / 2);
	});

	it('assets with a hash in their name are kept for a year', async () => {
		const html = await (await agent.get('/')).text();
		const asset = /\/_app\/immutable\/[^"]+\.css/.exec(html)?.[0] ?? 'none';
		const answer = await agent.get(asset);
		expect(answer.status).toBe(200);
		expect(answer.headers.get('cache-control')).toMatch(/max-age=31536000.*immutable/);
	});
});
