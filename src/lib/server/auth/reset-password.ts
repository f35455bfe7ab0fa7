import type { Clock } from '#lib/server/clock.ts';
import { systemClock } from '#lib/server/clock.ts';
import type { Db } from '#lib/server/db/client.ts';
import { enterByLink, type EnterByLinkInput, type EnteredByLink } from './enter-by-link.ts';

/**
 * Somebody who forgot their password chooses a new one and is signed in; the second factor is still asked.
 * Whoever holds the link may; it works once. Every other session of the person ends, and a lock on the account
 * opens. Recorded: `password.reset`. Throws Conflict for a dead link, Invalid for a password that breaks the rule.
 */
export function resetPassword(
	db: Db,
	input: EnterByLinkInput,
	clock: Clock = systemClock
): Promise<EnteredByLink> {
	return enterByLink(db, 'reset', input, clock.now());
}
