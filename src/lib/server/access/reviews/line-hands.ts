import { sql, type SQL } from 'drizzle-orm';
import type { Actor } from '#lib/people/actor.ts';
import { idIn } from '#lib/server/lists/conditions.ts';

/** Whoever the actor answers for: themselves, and those whose deputy they are today. */
const handsOf = (actor: Actor): string[] => [actor.personId, ...actor.deputyFor];

/**
 * Lines (`l` with `rr`) that are the actor's to answer: their own as a reviewer, those of a reviewer whose deputy they
 * are, and those that went to them because no answer came. What they hold themselves is in no case theirs.
 */
export const inHands = (actor: Actor): SQL => {
	const hands = handsOf(actor);
	return sql`(${idIn(sql`l.reviewer_id`, hands)} or ${idIn(sql`rr.escalated_to_id`, hands)})`;
};

/** Lines of which the reviewer does not know, in a system that is the actor's; and those that the actor settled there. */
export const unknownOfOwn = (actor: Actor): SQL =>
	sql`(${idIn(sql`sys.owner_id`, handsOf(actor))} and (l.answer = 'unknown'
		or (l.answered_by_id = ${actor.personId} and not ${inHands(actor)})))`;

/** The same for the desk that keeps the round: all that nobody knows. */
export const unknownOfDesk = (actor: Actor): SQL =>
	sql`(l.answer = 'unknown' or (l.answered_by_id = ${actor.personId} and not ${inHands(actor)}))`;
