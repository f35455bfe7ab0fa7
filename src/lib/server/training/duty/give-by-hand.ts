import { isoDay } from '#lib/format/moments.ts';
import type { Actor } from '#lib/people/actor.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db } from '#lib/server/db/client.ts';
import { takeSeat, type TakeSeatInput } from '#lib/server/software/take-seat.ts';
import { grantRight } from '#lib/server/systems/grant-right.ts';
import { mustMeetConditions } from './module-conditions.ts';

/**
 * Gives a right by hand, as `grantRight` does, to somebody who has done what stands before it. Throws what that throws,
 * and Conflict `duty_condition_unmet`.
 */
export function grantRightByHand(
	db: Db,
	actor: Actor,
	input: Parameters<typeof grantRight>[2],
	clock: Clock = systemClock
): Promise<{ id: string }> {
	return withTransaction(db, async (tx) => {
		const made = await grantRight(tx, actor, input, clock);
		const at = { today: isoDay(clock.now()), locale: actor.locale };
		await mustMeetConditions(tx, input.personId, { roleId: input.roleId }, at);
		return made;
	});
}

/**
 * Gives a seat by hand, as `takeSeat` does, to somebody who has done what stands before it. Throws what that throws,
 * and Conflict `duty_condition_unmet`.
 */
export function takeSeatByHand(
	db: Db,
	actor: Actor,
	input: TakeSeatInput,
	clock: Clock = systemClock
): Promise<{ id: string }> {
	return withTransaction(db, async (tx) => {
		const made = await takeSeat(tx, actor, input, clock);
		// A device learns nothing.
		if (!('personId' in input)) return made;
		const at = { today: isoDay(clock.now()), locale: actor.locale };
		await mustMeetConditions(tx, input.personId, { productId: input.productId }, at);
		return made;
	});
}
