import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm';
import { isoDay } from '#lib/format/moments.ts';
import { systemActor } from '#lib/people/actor.ts';
import { recordAudits } from '#lib/server/audit/record-audit.ts';
import { withTransaction } from '#lib/server/db/client.ts';
import { townDay } from '#lib/server/db/town-time.ts';
import type { JobHandler } from '#lib/server/jobs/registry.ts';
import { softwareProduct, softwareSeat } from '../tables.ts';

const AT_ONCE = 500;

/** The last day that speaks for a seat: a sign of use, or the day it was given. */
const lastSign = sql`greatest(${softwareSeat.lastUsedOn}, ${townDay(softwareSeat.takenAt)})`;

/**
 * The job `seat.propose_reclaim`: seats of products that are watched, without a sign of use for as long as the product
 * says, are proposed for reclaim; what its holder keeps until a day is left alone until then. The desk decides whom to
 * ask. Recorded as `seat.reclaim_proposed`. Safe to run twice.
 */
export const proposeReclaim: JobHandler = async ({ db, clock }) => {
	const at = clock.now();
	const today = isoDay(at);
	for (;;) {
		const found = await withTransaction(db, async (tx) => {
			const idle = await tx
				.select({ id: softwareSeat.id, state: softwareSeat.state })
				.from(softwareSeat)
				.innerJoin(softwareProduct, eq(softwareProduct.id, softwareSeat.productId))
				.where(
					and(
						isNull(softwareSeat.releasedAt),
						sql`(${softwareSeat.state} = 'active'
							or (${softwareSeat.state} = 'kept' and ${softwareSeat.keptUntil} < ${today}::date))`,
						sql`${lastSign} < ${today}::date - ${softwareProduct.idleDays}`
					)
				)
				.orderBy(asc(softwareSeat.id))
				.limit(AT_ONCE)
				.for('update', { of: softwareSeat, skipLocked: true });
			const ids = idle.map(({ id }) => id);
			if (ids.length === 0) return 0;
			await tx
				.update(softwareSeat)
				.set({ state: 'reclaim_proposed' })
				.where(inArray(softwareSeat.id, ids));
			await recordAudits(
				tx,
				idle.map(({ id: recordId, state }) => ({
					...{ actor: systemActor, action: 'seat.reclaim_proposed', noun: 'seat', recordId, at },
					before: { state },
					after: { state: 'reclaim_proposed' }
				}))
			);
			return ids.length;
		});
		if (found < AT_ONCE) return;
	}
};
