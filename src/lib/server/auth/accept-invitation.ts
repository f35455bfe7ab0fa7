import type { Clock } from '#lib/server/clock.ts';
import { systemClock } from '#lib/server/clock.ts';
import type { Db } from '#lib/server/db/client.ts';
import { enterByLink, type EnterByLinkInput, type EnteredByLink } from './enter-by-link.ts';

/**
 * Somebody invited chooses their password and is signed in. Whoever holds the link may; it works once.
 * Recorded: `invitation.accepted`. Throws Conflict for a dead link, Invalid for a password that breaks the rule.
 */
export function acceptInvitation(
	db: Db,
	input: EnterByLinkInput,
	clock: Clock = systemClock
): Promise<EnteredByLink> {
	return enterByLink(db, 'invitation', input, clock.now());
}
