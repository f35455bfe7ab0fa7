import { and, eq, isNull } from 'drizzle-orm';
import { conflict, forbidden } from '#lib/errors.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db } from '#lib/server/db/client.ts';
import { freezePeriod } from './tables.ts';

/**
 * Calls a freeze off: from now on nothing runs into it. For the whole town's desk. Recorded as `freeze.called_off`.
 * Throws Forbidden, Conflict (it was called off already).
 */
export async function endFreeze(
	db: Db,
	actor: Actor,
	input: { id: string },
	clock: Clock = systemClock
): Promise<void> {
	if (!can(actor, 'notices.keep_calendar')) throw forbidden();
	const at = clock.now();
	await withTransaction(db, async (tx) => {
		const [ended] = await tx
			.update(freezePeriod)
			.set({ endedAt: at })
			.where(and(eq(freezePeriod.id, input.id), isNull(freezePeriod.endedAt)))
			.returning({ name: freezePeriod.name });
		if (!ended) throw conflict('notice_plan_error_freeze_ended');
		await recordAudit(tx, {
			actor,
			action: 'freeze.called_off',
			noun: 'freeze',
			recordId: input.id,
			before: ended,
			at
		});
	});
}
