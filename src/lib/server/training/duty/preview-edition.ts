import { sql } from 'drizzle-orm';
import { forbidden } from '#lib/errors.ts';
import { isoDay } from '#lib/format/moments.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import type { Change } from '#lib/training/module-text.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { editionPeople, inStates, USUAL_STATES, type CycleState } from './edition-people.ts';

/** Whom publishing would concern. */
export type EditionPreview = {
	/** People in each state now. */
	open: number;
	completed: number;
	expired: number;
	/** Who would be asked to see what changed. */
	changesToRead: number;
	/** Who would have to do it again. */
	newCycles: number;
};

/**
 * Counts whom a new edition would concern, before it is published. Authors and administrators; throws Forbidden for
 * others. Changes nothing.
 */
export async function previewEdition(
	db: DbOrTx,
	actor: Actor,
	input: { moduleId: string; change: Change; cycleFor?: readonly CycleState[] },
	clock: Clock = systemClock
): Promise<EditionPreview> {
	if (!can(actor, 'training.edit')) throw forbidden();
	const states = input.cycleFor ?? USUAL_STATES;
	const [row] = await db.execute<EditionPreview>(sql`
		select count(*) filter (where who.state = 'open')::int as open,
			count(*) filter (where who.state = 'completed')::int as completed,
			count(*) filter (where who.state = 'expired')::int as expired,
			count(*) filter (where ${input.change === 'minor'} and who.state = 'completed')::int
				as "changesToRead",
			count(*) filter (where ${input.change === 'major'} and ${inStates(states)})::int as "newCycles"
		from (${editionPeople(input.moduleId, isoDay(clock.now()))}) who`);
	return row ?? { open: 0, completed: 0, expired: 0, changesToRead: 0, newCycles: 0 };
}
