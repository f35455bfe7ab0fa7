import { conflict, forbidden } from '#lib/errors.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db } from '#lib/server/db/client.ts';
import { returnAllItems } from '#lib/server/equipment/return-item.ts';
import { releaseAllSeats } from '#lib/server/software/release-seat.ts';
import { endAllRights } from '#lib/server/systems/end-right.ts';
import { getLeavingHead } from './get-leaving.ts';

/** What is taken back at one press. */
export const TAKEN_AT_ONCE = ['items', 'rights', 'seats'] as const;
export type TakenAtOnce = (typeof TAKEN_AT_ONCE)[number];

/**
 * Takes back from a leaver, before their last day is over, all things by one act, all rights or all seats. The desk, for
 * people its role reaches. Each is recorded as by itself. Returns how many. Throws NotFound, Forbidden,
 * Conflict `moves_change_over` where they stay after all.
 */
export async function takeNow(
	db: Db,
	actor: Actor,
	input: { number: number; what: TakenAtOnce },
	clock: Clock = systemClock
): Promise<number> {
	const { personId, unitId, state } = await getLeavingHead(db, actor, input.number);
	if (!can(actor, 'people.plan_leave', { unitId })) throw forbidden();
	// Called off on a page that was opened before, they stay and keep what they have.
	if (state === 'cancelled') throw conflict('moves_change_over');
	return withTransaction(db, async (tx) => {
		if (input.what === 'items')
			return (await returnAllItems(tx, actor, { personId }, clock)).length;
		if (input.what === 'seats')
			return (await releaseAllSeats(tx, actor, { personId }, clock)).length;
		return (await endAllRights(tx, actor, { personId, reason: 'left' }, clock)).length;
	});
}
