import { and, eq, gte, inArray } from 'drizzle-orm';
import type { Actor } from '#lib/people/actor.ts';
import { LASTING_EVENT, type Practised } from '#lib/training/practice-events.ts';
import { actionsSince } from '#lib/server/audit/actions-since.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { practiceHappening } from './tables.ts';

const BEFORE_ALL = new Date(0);

/** Remembers that the actor did something practices ask for: the last time only, without what it was about. */
export async function notePractised(
	db: DbOrTx,
	actor: Actor,
	event: Practised,
	clock: Clock = systemClock
): Promise<void> {
	const at = clock.now();
	await db
		.insert(practiceHappening)
		.values({ personId: actor.personId, event, at })
		.onConflictDoUpdate({
			target: [practiceHappening.personId, practiceHappening.event],
			set: { at }
		});
}

/** Which of these events a person has done since a moment, and when last; a lasting one whenever it was. */
export async function happenedSince(
	db: DbOrTx,
	personId: string,
	events: readonly string[],
	since: Date
): Promise<Map<string, Date>> {
	if (events.length === 0) return new Map();
	const [recorded, lasting, noted] = await Promise.all([
		actionsSince(db, personId, events, since),
		events.includes(LASTING_EVENT)
			? actionsSince(db, personId, [LASTING_EVENT], BEFORE_ALL)
			: new Map<string, Date>(),
		db
			.select({ event: practiceHappening.event, at: practiceHappening.at })
			.from(practiceHappening)
			.where(
				and(
					eq(practiceHappening.personId, personId),
					inArray(practiceHappening.event, [...events]),
					gte(practiceHappening.at, since)
				)
			)
	]);
	return new Map([...recorded, ...lasting, ...noted.map(({ event, at }) => [event, at] as const)]);
}
