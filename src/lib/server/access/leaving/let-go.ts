import { isoDay } from '#lib/format/moments.ts';
import { systemActor, type Actor } from '#lib/people/actor.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx } from '#lib/server/db/client.ts';
import { markLeft, type MarkLeftInput } from '#lib/server/people/mark-left.ts';
import { openLeaving } from './open-leaving.ts';
import { takeAllBack } from './take-all-back.ts';

/**
 * Closes an account for good, with all that hangs on it in the same transaction: `markLeft`, then every right ends and
 * every seat is given back, and what is left is a task of the desk. Rights given at the same moment are either ended here or
 * refused there: they come after the person's row is locked. Who may, what is recorded and thrown: see `markLeft`.
 */
export async function letGo(
	db: DbOrTx,
	actor: Actor,
	input: MarkLeftInput,
	clock: Clock = systemClock
): Promise<void> {
	await withTransaction(db, async (tx) => {
		const at = clock.now();
		await markLeft(tx, actor, input, clock);
		const day = input.lastDay || isoDay(at);
		const leaving = await openLeaving(tx, actor, { personId: input.id, day }, at);
		await takeAllBack(tx, systemActor, leaving, clock);
	});
}
