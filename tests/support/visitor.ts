import { randomUUID } from 'node:crypto';
import { SESSION_COOKIE } from '#lib/server/auth/lucia.ts';
import { openSession } from '#lib/server/auth/open-session.ts';
import type { TestServer } from './server.ts';

type Served = Pick<TestServer, 'db' | 'sql' | 'get' | 'post'>;

/** Somebody at a browser without scripts: gets pages and posts forms as the person they are. */
export type Visitor = {
	email: string;
	personId: string;
	/** For a browser's cookie. */
	token: string;
	get(path: string, init?: RequestInit): Promise<Response>;
	post(
		path: string,
		form: Record<string, string> | FormData,
		init?: RequestInit
	): Promise<Response>;
};

/**
 * Signs in without the form, which has tests of its own. `who` is `employee`, `manager`, … of the
 * sample, or a whole address. Each call is another session, on a computer of their own unless `shared`.
 */
export async function visitorAs(
	server: Served,
	who: string,
	{ shared = false } = {}
): Promise<Visitor> {
	const email = who.includes('@') ? who : `${who}@linn.example`;
	const [found] = await server.sql<{ id: string }[]>`select id from person where email = ${email}`;
	if (!found) throw new Error(`Nobody has the address ${email}.`);
	const { token } = await openSession(
		server.db,
		{
			personId: found.id,
			shared,
			secondFactorAt: new Date(),
			browser: { ip: '127.0.0.1', userAgent: `test ${randomUUID()}` }
		},
		new Date()
	);
	return { ...withCookie(server, token), email, personId: found.id, token };
}

/** The same browser with whatever session cookie, also one that is worth nothing. */
export function withCookie(
	server: Pick<TestServer, 'get' | 'post'>,
	token: string | undefined
): Pick<Visitor, 'get' | 'post'> {
	const dressed = (init: RequestInit = {}): RequestInit => {
		const headers = new Headers(init.headers);
		if (token !== undefined) headers.set('cookie', `${SESSION_COOKIE}=${token}`);
		if (!headers.has('accept')) headers.set('accept', 'text/html');
		if (!headers.has('accept-language')) headers.set('accept-language', 'et');
		return { ...init, headers };
	};
	return {
		get: (path, init) => server.get(path, dressed(init)),
		post: (path, form, init) => server.post(path, form, dressed(init))
	};
}
