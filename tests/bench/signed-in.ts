import { SESSION_COOKIE } from '#lib/server/auth/lucia.ts';
import { openSession } from '#lib/server/auth/open-session.ts';
import type { OpenDatabase } from '#lib/server/db/client.ts';

/** Headers of a browser in which this person is signed in. */
export async function signedIn(
	{ db }: OpenDatabase,
	{ id }: { id: string },
	origin: string
): Promise<Record<string, string>> {
	const now = new Date();
	const browser = { ip: '127.0.0.1', userAgent: 'bench' };
	const given = { personId: id, shared: false, secondFactorAt: now, browser };
	const { token } = await openSession(db, given, now);
	return { cookie: `${SESSION_COOKIE}=${token}`, origin, accept: 'text/html' };
}
