import { hasRole, type Actor, type Role } from '#lib/people/actor.ts';
import { config } from '#lib/server/config.ts';
import type { Db } from '#lib/server/db/client.ts';
import { luciaFor } from './lucia.ts';
import { SessionAdapter } from './session-adapter.ts';
import { hashToken } from './token.ts';

/** A session as the portal sees it. Its `id` is the stored hash, never the token. */
export type SessionState = {
	id: string;
	shared: boolean;
	secondFactorDone: boolean;
	secondFactorRequired: boolean;
	expiresAt: Date;
	/** Unread lines under the person's bell: every page shows them, so they come in the same query. */
	unread: number;
};

const ROLES_WITH_SECOND_FACTOR: Role[] = ['agent', 'author', 'admin'];

/** Roles that reach other people's things sign in with two factors; nobody is let off by choice. */
export function mustHaveSecondFactor(actor: Actor): boolean {
	return ROLES_WITH_SECOND_FACTOR.some((role) => hasRole(actor, role));
}

/** Is the second factor asked of this person? Never in the sample organisation, whose passwords are public. */
export function secondFactorIsAsked(
	actor: Actor,
	hasTotp: boolean,
	isSample = config().isSample
): boolean {
	return !isSample && (hasTotp || mustHaveSecondFactor(actor));
}

/**
 * Who holds this cookie? One query; a session whose time is up or whose person has left is removed and gives
 * null. Slides the session's end: at most one write in six hours, on a shared computer one a minute.
 */
export async function authenticate(
	db: Db,
	token: string,
	now: Date,
	isSample = config().isSample
): Promise<{ actor: Actor; session: SessionState } | null> {
	const adapter = new SessionAdapter(db, now);
	const { user, session } = await luciaFor(adapter).validateSession(token);
	if (!user) return null;
	return {
		actor: user.actor,
		session: {
			id: hashToken(token),
			shared: session.shared,
			secondFactorDone: session.secondFactorAt !== null,
			secondFactorRequired: secondFactorIsAsked(user.actor, user.hasTotp, isSample),
			expiresAt: adapter.endsAt,
			unread: user.unread
		}
	};
}
