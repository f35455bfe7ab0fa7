import type { DbOrTx } from '#lib/server/db/client.ts';
import { luciaFor } from './lucia.ts';
import { SessionAdapter } from './session-adapter.ts';
import { hashToken, newToken } from './token.ts';

/** The browser a session is opened in. */
export type Browser = { ip: string; userAgent: string };

/** A session just opened. The token goes into the cookie and is known nowhere else. */
export type OpenedSession = { token: string; sessionId: string };

/**
 * Opens a session under a token nobody has seen, and ends the one that the browser came with: a token that
 * was planted before sign-in never becomes a signed-in one.
 */
export async function openSession(
	tx: DbOrTx,
	given: {
		personId: string;
		shared: boolean;
		secondFactorAt: Date | null;
		browser: Browser;
		replacesToken?: string | undefined;
	},
	now: Date
): Promise<OpenedSession> {
	const lucia = luciaFor(new SessionAdapter(tx, now));
	if (given.replacesToken) await lucia.invalidateSession(given.replacesToken);
	const token = newToken();
	await lucia.createSession(
		given.personId,
		{
			shared: given.shared,
			secondFactorAt: given.secondFactorAt,
			lastSeenAt: now,
			ip: given.browser.ip,
			userAgent: given.browser.userAgent.slice(0, 300)
		},
		{ sessionId: token }
	);
	return { token, sessionId: hashToken(token) };
}
