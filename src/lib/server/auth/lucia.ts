import { Lucia, TimeSpan } from 'lucia';
import { config } from '#lib/server/config.ts';
import {
	SESSION_HOURS,
	type SessionAdapter,
	type SessionAttributes,
	type UserAttributes
} from './session-adapter.ts';

declare module 'lucia' {
	interface Register {
		Lucia: Lucia<SessionAttributes, UserAttributes>;
		DatabaseSessionAttributes: SessionAttributes;
		DatabaseUserAttributes: UserAttributes;
	}
}

/** Name of the cookie that carries the session's token. */
export const SESSION_COOKIE = 'abilaud_session';

/**
 * Lucia for one moment (an adapter's): sessions slide twelve hours and are written when half of them has gone; on a shared
 * computer the adapter makes it 30 idle minutes. The cookie itself outlives the session, because the
 * database decides when it ends. It is readable by the server only, and secure where the portal is on https.
 */
export function luciaFor(adapter: SessionAdapter) {
	return new Lucia(adapter, {
		sessionExpiresIn: new TimeSpan(SESSION_HOURS, 'h'),
		sessionCookie: {
			name: SESSION_COOKIE,
			expires: false,
			attributes: { sameSite: 'lax', path: '/', secure: config().origin.startsWith('https:') }
		},
		getSessionAttributes: (attributes: SessionAttributes) => attributes,
		getUserAttributes: (attributes: UserAttributes) => attributes
	});
}
