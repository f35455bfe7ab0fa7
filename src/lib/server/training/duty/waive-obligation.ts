import { and, eq, inArray, isNull } from 'drizzle-orm';
import { conflict, invalid } from '#lib/errors.ts';
import { actorPersonId, type Actor } from '#lib/people/actor.ts';
import type { CloseReason } from '#lib/training/obligation.ts';
import { recordAudit, recordAudits } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx, type Tx } from '#lib/server/db/client.ts';
import { getLearners } from './learner.ts';
import { obligation } from './tables.ts';

export type EndInput = { personId: string; moduleId: string; reason?: string };

/**
 * Lets somebody off a module, with a reason that stays with the obligation. Authors for anybody, the desk and
 * administrators for people of their units; a line manager asks one of them, and nobody lets themselves off. Rules
 * do not open it again; people and major versions may. Recorded as `training.waived`.
 *
 * Throws NotFound, Forbidden, Invalid `duty_reason_needed` at `reason`, Conflict `duty_nothing_open`.
 */
export async function waiveObligation(
	db: DbOrTx,
	actor: Actor,
	input: EndInput & { reason: string },
	clock: Clock = systemClock
): Promise<void> {
	if (!input.reason.trim()) throw invalid({ reason: ['duty_reason_needed'] });
	return end(db, actor, input, 'waived', clock);
}

/**
 * Takes back a module that was given by mistake: what one gave by hand oneself, while one may still give it to that
 * person; everything else whoever may let them off, so that nobody takes a duty from themselves and a line manager
 * none that a rule, a request or the desk gave. Rules do not open it again. Recorded as `training.withdrawn`. Throws
 * NotFound, Forbidden, Conflict `duty_nothing_open`.
 */
export async function withdrawObligation(
	db: DbOrTx,
	actor: Actor,
	input: EndInput,
	clock: Clock = systemClock
): Promise<void> {
	return end(db, actor, input, 'withdrawn', clock);
}

async function end(
	db: DbOrTx,
	actor: Actor,
	input: EndInput,
	closedAs: CloseReason & ('waived' | 'withdrawn'),
	clock: Clock
): Promise<void> {
	const at = clock.now();
	return withTransaction(db, async (tx) => {
		const isOwnGift = closedAs === 'withdrawn' && (await gaveByHand(tx, actor, input));
		const permission = isOwnGift ? 'training.assign' : 'training.waive';
		await getLearners(tx, actor, permission, [input.personId]);
		const closing = {
			closedAt: at,
			closedAs,
			reason: input.reason?.trim() ?? '',
			closedById: actorPersonId(actor)
		};
		const [ended] = await tx
			.update(obligation)
			.set(closing)
			.where(
				and(
					eq(obligation.personId, input.personId),
					eq(obligation.moduleId, input.moduleId),
					isNull(obligation.closedAt)
				)
			)
			.returning({ id: obligation.id });
		if (!ended) throw conflict('duty_nothing_open');
		await recordAudit(tx, {
			actor,
			action: `training.${closedAs}`,
			noun: 'obligation',
			recordId: ended.id,
			after: { person: input.personId, module: input.moduleId, reason: closing.reason },
			at
		});
	});
}

/** Was it this person who gave what is open, and did nothing else give it? */
async function gaveByHand(
	tx: Tx,
	actor: Actor,
	{ personId, moduleId }: EndInput
): Promise<boolean> {
	const [open] = await tx
		.select({ origin: obligation.origin, assignedById: obligation.assignedById })
		.from(obligation)
		.where(
			and(
				eq(obligation.personId, personId),
				eq(obligation.moduleId, moduleId),
				isNull(obligation.closedAt)
			)
		)
		.for('update');
	return open?.origin === 'hand' && open.assignedById === actorPersonId(actor);
}

/**
 * Withdraws those of these obligations that are still open: a task of a request is undone. Whoever works on the
 * request has been asked by it. Recorded as `training.withdrawn`.
 */
export async function withdrawOpened(
	tx: Tx,
	actor: Actor,
	ids: readonly string[],
	clock: Clock
): Promise<void> {
	if (ids.length === 0) return;
	const at = clock.now();
	const ended = await tx
		.update(obligation)
		.set({ closedAt: at, closedAs: 'withdrawn', closedById: actorPersonId(actor) })
		.where(and(inArray(obligation.id, [...ids]), isNull(obligation.closedAt)))
		.returning({
			id: obligation.id,
			person: obligation.personId,
			module: obligation.moduleId
		});
	await recordAudits(
		tx,
		ended.map(({ id: recordId, ...after }) => ({
			actor,
			action: 'training.withdrawn',
			noun: 'obligation',
			recordId,
			after,
			at
		}))
	);
}
