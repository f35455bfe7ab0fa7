import { and, eq, isNull } from 'drizzle-orm';
import { actorPersonId, systemActor, type Actor } from '#lib/people/actor.ts';
import { recordAudit, type AuditEvent } from '#lib/server/audit/record-audit.ts';
import type { Tx } from '#lib/server/db/client.ts';
import type { RightDays } from './right-days.ts';
import { accessRight } from './tables.ts';

/** A right in force, or one whose last day the nightly job has yet to notice. */
export type LiveRight = RightDays & { id: string };

/** The right a person has to a role, locked until the transaction ends; undefined when there is none. */
export async function lockHeldRight(
	tx: Tx,
	personId: string,
	roleId: string
): Promise<LiveRight | undefined> {
	const [held] = await tx
		.select({
			id: accessRight.id,
			validFrom: accessRight.validFrom,
			validUntil: accessRight.validUntil
		})
		.from(accessRight)
		.where(
			and(
				eq(accessRight.personId, personId),
				eq(accessRight.roleId, roleId),
				isNull(accessRight.endedAt)
			)
		)
		.for('update');
	return held;
}

/**
 * Gives a right the last day of one that goes on where it ends. The register keeps the request that gave it; the
 * one that prolonged it, and who agreed, are recorded in `right.prolonged`.
 */
export async function prolongRight(
	tx: Tx,
	actor: Actor,
	held: LiveRight,
	given: RightDays & {
		requestId: string | null;
		requestNumber: number | null;
		approvedById: string | null;
	},
	at: Date
): Promise<{ id: string; validUntil: string | null }> {
	const { validUntil } = given;
	await tx.update(accessRight).set({ validUntil }).where(eq(accessRight.id, held.id));
	await recordAudit(tx, {
		actor,
		action: 'right.prolonged',
		noun: 'right',
		recordId: held.id,
		before: { validUntil: held.validUntil },
		after: given,
		at
	});
	return { id: held.id, validUntil };
}

/** Ends a right so that another to the same role may take its place; the caller records what is returned. */
export async function makeRoom(
	tx: Tx,
	actor: Actor,
	held: LiveRight,
	reason: 'expired' | 'renewed',
	at: Date
): Promise<AuditEvent> {
	const by = reason === 'expired' ? systemActor : actor;
	const after = { endedAt: at, endedById: actorPersonId(by), endReason: reason };
	await tx.update(accessRight).set(after).where(eq(accessRight.id, held.id));
	return { actor: by, action: 'right.ended', noun: 'right', recordId: held.id, after, at };
}
