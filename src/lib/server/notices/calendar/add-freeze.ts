import { forbidden, invalid } from '#lib/errors.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { freezePeriod } from './tables.ts';

/** What a freeze says. Half-open: nothing starts at `endsAt` any more that it would forbid. */
export type FreezeInput = { name: LocalizedText; reason: string; startsAt: Date; endsAt: Date };

/**
 * Declares a time in which nothing is changed. For the whole town's desk. Recorded as `freeze.declared`. Throws
 * Forbidden, Invalid (an end that is not after the start).
 */
export async function addFreeze(
	db: Db,
	actor: Actor,
	input: FreezeInput,
	clock: Clock = systemClock
): Promise<{ id: string }> {
	if (!can(actor, 'notices.keep_calendar')) throw forbidden();
	if (input.endsAt <= input.startsAt) throw invalid({ endDay: ['notice_plan_error_end'] });
	const at = clock.now();
	const id = newId();
	const createdById = actor.isSystem ? null : actor.personId;
	await withTransaction(db, async (tx) => {
		await tx.insert(freezePeriod).values({ id, ...input, createdById, createdAt: at });
		await recordAudit(tx, {
			actor,
			action: 'freeze.declared',
			noun: 'freeze',
			recordId: id,
			after: { ...input },
			at
		});
	});
	return { id };
}
