import type { Actor } from '#lib/people/actor.ts';
import { fixedClock } from '#lib/server/clock.ts';
import type { Db } from '#lib/server/db/client.ts';
import { announceNotice, type Announcing } from '#lib/server/notices/life/announce-notice.ts';
import { runNoticesByClock } from '#lib/server/notices/life/notice-jobs.ts';
import { saveDraft, type DraftInput } from '#lib/server/notices/writing/save-draft.ts';
import { printingTexts } from '#tests/support/notice-factories.ts';
import { actorOf, smallTown, townNow, withRole } from '#tests/support/town.ts';

/** A moment so many minutes from now, as the tests of notices count. */
export const later = (minutes: number) => new Date(townNow.getTime() + minutes * 60_000);
/** A clock that stands there. */
export const at = (minutes: number) => fixedClock(later(minutes));

/** The texts that a person writes with a step. */
export const said = (et: string) => ({ texts: { et, ru: `${et} (ru)` } });

/** Minutes until the work of `announced` begins and ends: eight and a half days on, an hour long. */
export const START = 12_240;
export const END = START + 60;

/** A town with an owner, a colleague, and three people who work in the hall; notices about the hall. */
export async function worksTown(db: Db) {
	const town = await smallTown(db);
	const agent = withRole('agent');
	const owner = actorOf(await town.addPerson('Rasmus Kivi', { unitId: town.town.id }), agent);
	const colleague = actorOf(await town.addPerson('Anne Pärn', { unitId: town.town.id }), agent);
	const readers = [
		actorOf(await town.addPerson('Reader One')),
		actorOf(await town.addPerson('Reader Two')),
		actorOf(await town.addPerson('Reader Three', { unitId: town.kindergarten.id }))
	];
	const draft = (more: Partial<DraftInput> = {}) =>
		saveDraft(
			db,
			owner,
			{
				kind: 'planned_work',
				texts: printingTexts,
				affected: [{ kind: 'place', targetId: town.hall, impact: 'unavailable' }],
				ownerId: owner.personId,
				startsAt: later(START),
				plannedEndAt: later(END),
				...more
			},
			fixedClock(townNow)
		);
	const announced = async (
		more: Partial<DraftInput> = {},
		input: Partial<Announcing> = {},
		actor: Actor = owner
	) => {
		const { number } = await draft(more);
		return announceNotice(db, actor, { number, ...input }, fixedClock(townNow));
	};
	/** Lets the minute job run at each of these minutes. */
	const runAt = async (...minutes: number[]) => {
		for (const minute of minutes) await runNoticesByClock({ db, clock: at(minute) }, {});
	};
	return { ...town, owner, colleague, readers, draft, announced, runAt };
}

export type WorksTown = Awaited<ReturnType<typeof worksTown>>;
