import type { Actor } from '#lib/people/actor.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { CYCLE_STATES, type CycleState } from '../duty/edition-people.ts';
import { previewEdition } from '../duty/preview-edition.ts';

/** Whom each kind of edition would concern: nobody, those who did it, those in each state. */
export type Concerned = {
	/** Would be asked to see what changed. */
	minor: number;
	/** Would begin anew, by where they stand now. */
	major: Record<CycleState, number>;
};

/** Counts before publishing whom it would concern. Authors and administrators. Throws Forbidden. Changes nothing. */
export async function previewConcerned(
	db: DbOrTx,
	actor: Actor,
	moduleId: string,
	clock: Clock = systemClock
): Promise<Concerned> {
	const [minor, ...major] = await Promise.all([
		previewEdition(db, actor, { moduleId, change: 'minor' }, clock),
		...CYCLE_STATES.map((state) =>
			previewEdition(db, actor, { moduleId, change: 'major', cycleFor: [state] }, clock)
		)
	]);
	const [open = 0, completed = 0, expired = 0] = major.map((one) => one.newCycles);
	return { minor: minor.changesToRead, major: { open, completed, expired } };
}
