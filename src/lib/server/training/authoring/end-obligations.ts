import { eq, inArray } from 'drizzle-orm';
import { conflict, DomainError } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import type { Actor } from '#lib/people/actor.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import type { Db } from '#lib/server/db/client.ts';
import { person } from '#lib/server/people/tables.ts';
import { countEquivalent } from '../duty/count-equivalent.ts';
import { waiveObligation, withdrawObligation } from '../duty/waive-obligation.ts';
import { obligation } from '../duty/tables.ts';

/** What became of each: how many were ended, and whose could not be, with the reason. */
export type Ended = { ended: number; refused: { name: string; messageKey: string }[] };

/** How obligations are ended by hand: let off, taken back, or done by what was learnt elsewhere on a day. */
export type Ending =
	| { how: 'waive'; reason: string }
	| { how: 'withdraw' }
	| { how: 'count'; reason: string; doneOn: string };

/**
 * Lets several people off, takes the module back from them, or counts for them what they did elsewhere, each as
 * `waiveObligation`, `withdrawObligation` or `countEquivalent` does; what is refused for one is done for the others.
 * Throws Invalid `duty_reason_needed` at `reason`, `duty_done_on_needed` at `doneOn`, Conflict
 * `authoring_nobody_ticked`.
 */
export async function endObligations(
	db: Db,
	actor: Actor,
	{ ids: ticked, ...ending }: { ids: readonly string[] } & Ending,
	clock: Clock = systemClock
): Promise<Ended> {
	const ids = ticked.filter(isId);
	if (ids.length === 0) throw conflict('authoring_nobody_ticked');
	const rows = await db
		.select({ personId: obligation.personId, moduleId: obligation.moduleId, name: person.name })
		.from(obligation)
		.innerJoin(person, eq(person.id, obligation.personId))
		.where(inArray(obligation.id, ids));
	const result: Ended = { ended: 0, refused: [] };
	for (const { name, ...whose } of rows) {
		try {
			if (ending.how === 'waive') {
				await waiveObligation(db, actor, { ...whose, reason: ending.reason }, clock);
			} else if (ending.how === 'count') {
				const { reason, doneOn } = ending;
				await countEquivalent(db, actor, { ...whose, reason, doneOn }, clock);
			} else await withdrawObligation(db, actor, whose, clock);
			result.ended += 1;
		} catch (problem) {
			if (!(problem instanceof DomainError) || problem.code === 'Invalid') throw problem;
			result.refused.push({ name, messageKey: problem.messageKey });
		}
	}
	return result;
}
