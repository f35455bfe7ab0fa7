import { eq } from 'drizzle-orm';
import { DECISIONS_FOR, NEEDS_REASON } from '#lib/access/comparison.ts';
import type { DifferenceDecision } from '#lib/access/change-kinds.ts';
import { conflict, DomainError, forbidden, invalid, notFound } from '#lib/errors.ts';
import { isoDay } from '#lib/format/moments.ts';
import { actorPersonId, type Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db, type Tx } from '#lib/server/db/client.ts';
import { endRight } from '#lib/server/systems/end-right.ts';
import { grantRight } from '#lib/server/systems/grant-right.ts';
import { lastDayOf } from '#lib/server/systems/right-days.ts';
import { openAccessTask } from '../tasks/open-access-task.ts';
import { groupComparison, groupDifference } from './tables.ts';

/** Days the desk has for what is to be done in the directory, today counted. */
const DAYS_FOR_DIRECTORY = 8;

export type DecideDifference = {
	differenceId: string;
	decision: DifferenceDecision;
	reason?: string;
};

/**
 * Decides about one difference between directory and register, together with what follows: the right is written into
 * the register with the reason, or ended; or the desk gets a task to put the directory right; or an account nobody
 * knows is left, with a reason. Only the desk of the whole town. Recorded as `difference.decided`. Throws NotFound,
 * Forbidden, Invalid at `decision` for one that does not fit and at `reason` where one is needed, Conflict
 * `rights_difference_decided`, and what the registers throw.
 */
export async function decideDifference(
	db: Db,
	actor: Actor,
	input: DecideDifference,
	clock: Clock = systemClock
): Promise<void> {
	if (!can(actor, 'systems.edit')) throw forbidden();
	const { decision } = input;
	const reason = (input.reason ?? '').trim();
	await withTransaction(db, async (tx) => {
		const [found] = await tx
			.select({ difference: groupDifference, roleId: groupComparison.roleId })
			.from(groupDifference)
			.innerJoin(groupComparison, eq(groupComparison.id, groupDifference.comparisonId))
			.where(eq(groupDifference.id, input.differenceId))
			.for('update', { of: groupDifference });
		if (!found) throw notFound();
		const { difference, roleId } = found;
		if (difference.decidedAt) throw conflict('rights_difference_decided');
		if (!DECISIONS_FOR[difference.kind].includes(decision))
			throw invalid({ decision: ['errors_choose'] });
		if (!reason && NEEDS_REASON.includes(decision)) throw invalid({ reason: ['errors_required'] });
		const taskId = await carryOut(
			tx,
			actor,
			{ ...difference, roleId },
			{ decision, reason },
			clock
		);
		const at = clock.now();
		const decided = { decision, reason, decidedAt: at, decidedById: actorPersonId(actor), taskId };
		await tx.update(groupDifference).set(decided).where(eq(groupDifference.id, difference.id));
		await recordAudit(tx, {
			...{ actor, action: 'difference.decided', noun: 'comparison' },
			...{ recordId: difference.comparisonId, at },
			before: { account: difference.account, kind: difference.kind },
			after: decided
		});
	});
}

type Difference = typeof groupDifference.$inferSelect & { roleId: string };

/** The task that was opened for it, if any. */
async function carryOut(
	tx: Tx,
	actor: Actor,
	{ personId, rightId, roleId, account, comparisonId }: Difference,
	{ decision, reason }: { decision: DifferenceDecision; reason: string },
	clock: Clock
): Promise<string | null> {
	if (decision === 'register' && personId) {
		const right = { personId, roleId, despite: reason };
		await unless('registers_right_already_held', () => grantRight(tx, actor, right, clock));
		return null;
	}
	if (decision === 'end_right' && rightId) {
		await unless('registers_right_already_ended', () =>
			endRight(tx, actor, { rightId, reason }, clock)
		);
		return null;
	}
	if (decision === 'leave') return null;
	const at = clock.now();
	const kind = decision === 'add_to_directory' ? 'directory_add' : 'directory_remove';
	const { id } = await openAccessTask(
		tx,
		actor,
		{
			...{ kind, personId, roleId, account, note: reason },
			dueOn: lastDayOf(isoDay(at), DAYS_FOR_DIRECTORY),
			...{ source: 'comparison', sourceId: comparisonId }
		},
		at
	);
	return id;
}

/** What has happened by another way since the comparison was made counts as done. */
async function unless(already: string, act: () => Promise<unknown>): Promise<void> {
	try {
		await act();
	} catch (problem) {
		if (!(problem instanceof DomainError) || problem.messageKey !== already) throw problem;
	}
}
