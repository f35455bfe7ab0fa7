import { forbidden } from '#lib/errors.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx } from '#lib/server/db/client.ts';
import { lockItems, type ItemRef } from '#lib/server/equipment/item-record.ts';
import { issueAct, type IssuedAct } from './issue-act.ts';

/** One item for one request. */
export type Reservation = { ref: ItemRef; requestId: string; requestNumber: number };

/**
 * Sets items of the stock aside, each for a request, by one entry of the register. Only the desk within its units. The
 * caller has read the requests. Throws NotFound, Forbidden, and Conflict with the reason why one is not free.
 */
export async function reserveItems(
	db: DbOrTx,
	actor: Actor,
	reservations: readonly Reservation[],
	clock: Clock = systemClock
): Promise<IssuedAct> {
	if (!can(actor, 'equipment.move')) throw forbidden();
	return withTransaction(db, async (tx) => {
		const records = await lockItems(
			tx,
			actor,
			reservations.map(({ ref }) => ref)
		);
		return issueAct(
			tx,
			actor,
			{
				kind: 'entry',
				lines: records.map((record, n) => ({
					...{ record, event: 'reserved' as const },
					requestId: reservations[n]?.requestId ?? null,
					requestNumber: reservations[n]?.requestNumber ?? null
				})),
				signers: [],
				unitId: records[0]?.scopeUnitId ?? null
			},
			clock.now()
		);
	});
}
