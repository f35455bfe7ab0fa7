import { and, eq, isNull, sql } from 'drizzle-orm';
import { conflict, forbidden, invalid, notFound } from '#lib/errors.ts';
import { isoDay } from '#lib/format/moments.ts';
import { isId } from '#lib/ids.ts';
import { actorPersonId, type Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { moduleTitle } from '#lib/training/module-title.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db, type Tx } from '#lib/server/db/client.ts';
import { notify } from '#lib/server/notifications/notify.ts';
import { openObligations } from './open-obligations.ts';
import { changeToRead, completion, obligation } from './tables.ts';

/**
 * Says that a completion counts no more, with a reason that stays: its certificate says so to whoever checks it.
 * Town-wide authors and administrators. Where it had closed an obligation, the next cycle opens. What stands on it falls with it.
 * The person is told.
 * Recorded as `training.revoked`.
 *
 * Throws Forbidden, NotFound, Invalid `duty_reason_needed` at `reason`, Conflict `duty_already_revoked`.
 */
export async function revokeCompletion(
	db: Db,
	actor: Actor,
	input: { completionId: string; reason: string },
	clock: Clock = systemClock
): Promise<void> {
	if (!can(actor, 'training.revoke')) throw forbidden();
	const reason = input.reason.trim();
	if (!reason) throw invalid({ reason: ['duty_reason_needed'] });
	if (!isId(input.completionId)) throw notFound();
	await withTransaction(db, (tx) =>
		withdrawProof(tx, actor, { completionId: input.completionId, reason, at: clock.now() })
	);
}

/**
 * The same for whoever has asked whether they may. What stands on this proof falls with it: another module for which it
 * was counted, changes looked through since. Throws NotFound, Conflict `duty_already_revoked`.
 */
export async function withdrawProof(
	tx: Tx,
	actor: Actor,
	{ completionId, reason, at }: { completionId: string; reason: string; at: Date }
): Promise<void> {
	const [found] = await tx
		.select()
		.from(completion)
		.where(eq(completion.id, completionId))
		.for('update');
	if (!found) throw notFound();
	if (found.revokedAt) throw conflict('duty_already_revoked');
	await withdraw(tx, actor, found, { reason, at });
	const standing = await tx
		.select({ id: completion.id })
		.from(completion)
		.where(and(eq(completion.basisId, found.id), isNull(completion.revokedAt)));
	for (const { id } of standing) await withdrawProof(tx, actor, { completionId: id, reason, at });
}

async function withdraw(
	tx: Tx,
	actor: Actor,
	found: typeof completion.$inferSelect,
	{ reason, at }: { reason: string; at: Date }
): Promise<void> {
	await tx
		.update(completion)
		.set({ revokedAt: at, revokedById: actorPersonId(actor), revokeReason: reason })
		.where(eq(completion.id, found.id));
	await tx
		.update(changeToRead)
		.set({ readAt: at })
		.where(and(eq(changeToRead.completionId, found.id), isNull(changeToRead.readAt)));
	await openAgain(tx, actor, found.id, at);
	await notify(tx, {
		kind: 'training.revoked',
		recipients: [found.personId],
		subject: { noun: 'completion', id: found.id, href: '/training' },
		params: { title: moduleTitle(found.moduleTitles), note: reason },
		at
	});
	await recordAudit(tx, {
		actor,
		action: 'training.revoked',
		noun: 'completion',
		recordId: found.id,
		after: { number: found.number, person: found.personId, module: found.moduleKey, reason },
		at
	});
}

/** The next cycle of what the proof had closed, given by the same rule or request as the one before. */
async function openAgain(tx: Tx, actor: Actor, completionId: string, at: Date): Promise<void> {
	const [closed] = await tx
		.select({ origin: obligation.origin, requestNumber: obligation.requestNumber })
		.from(obligation)
		.where(eq(obligation.completionId, completionId));
	if (!closed) return;
	await openObligations(
		tx,
		sql`select person_id, module_id, rule_id, null::int as due_days, null::date as due_on
			from ${obligation} where completion_id = ${completionId}::uuid`,
		{
			origin: closed.origin === 'request' ? 'request' : 'hand',
			requestNumber: closed.requestNumber,
			assignedById: actorPersonId(actor),
			respectWaivers: false,
			at,
			today: isoDay(at)
		}
	);
}
