import { and, eq, inArray, isNull, lt } from 'drizzle-orm';
import { conflict, forbidden, notFound } from '#lib/errors.ts';
import { isoDay } from '#lib/format/moments.ts';
import { actorPersonId, systemActor, type Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { recordAudits } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db, type DbOrTx, type Tx } from '#lib/server/db/client.ts';
import { getRegisterPerson } from '#lib/server/people/register-person.ts';
import { accessRight } from './tables.ts';

type End = { actor: Actor; reason: string; at: Date };

/**
 * Takes a right back. Only the desk within its units. The right stays in the register with the day, the person
 * and the reason; recorded as `right.ended`. Throws NotFound, Forbidden, and Conflict `registers_right_already_ended`.
 */
export async function endRight(
	db: DbOrTx,
	actor: Actor,
	input: { rightId: string; reason?: string },
	clock: Clock = systemClock
): Promise<void> {
	if (!can(actor, 'rights.grant')) throw forbidden();
	await withTransaction(db, async (tx) => {
		const [right] = await tx
			.select({ personId: accessRight.personId, endedAt: accessRight.endedAt })
			.from(accessRight)
			.where(eq(accessRight.id, input.rightId))
			.for('update');
		if (!right) throw notFound();
		await getRegisterPerson(tx, actor, 'rights.grant', right.personId);
		if (right.endedAt) throw conflict('registers_right_already_ended');
		await end(tx, [input.rightId], { actor, reason: input.reason ?? '', at: clock.now() });
	});
}

/**
 * Takes back every right a person still has (somebody leaves). Only the desk within its units; each is recorded
 * as `right.ended`. Returns the ids of the rights.
 */
export async function endAllRights(
	db: DbOrTx,
	actor: Actor,
	input: { personId: string; reason?: string },
	clock: Clock = systemClock
): Promise<string[]> {
	if (!can(actor, 'rights.grant')) throw forbidden();
	return withTransaction(db, async (tx) => {
		await getRegisterPerson(tx, actor, 'rights.grant', input.personId);
		const live = await tx
			.select({ id: accessRight.id })
			.from(accessRight)
			.where(and(eq(accessRight.personId, input.personId), isNull(accessRight.endedAt)))
			.orderBy(accessRight.id)
			.for('update');
		const ids = live.map((right) => right.id);
		await end(tx, ids, { actor, reason: input.reason ?? '', at: clock.now() });
		return ids;
	});
}

/** Ends the rights whose last day was yesterday or before: the nightly job. Returns how many. */
export async function endExpiredRights(db: Db, clock: Clock = systemClock): Promise<number> {
	return withTransaction(db, async (tx) => {
		const at = clock.now();
		const live = await tx
			.select({ id: accessRight.id })
			.from(accessRight)
			.where(and(isNull(accessRight.endedAt), lt(accessRight.validUntil, isoDay(at))))
			.for('update', { skipLocked: true });
		const ids = live.map((right) => right.id);
		await end(tx, ids, { actor: systemActor, reason: 'expired', at });
		return ids.length;
	});
}

async function end(tx: Tx, rightIds: string[], { actor, reason, at }: End) {
	if (rightIds.length === 0) return;
	const ending = { endedAt: at, endedById: actorPersonId(actor), endReason: reason };
	await tx.update(accessRight).set(ending).where(inArray(accessRight.id, rightIds));
	await recordAudits(
		tx,
		rightIds.map((recordId) => ({
			actor,
			action: 'right.ended',
			noun: 'right',
			recordId,
			after: ending,
			at
		}))
	);
}
