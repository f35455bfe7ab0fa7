import { and, eq, isNull, sql } from 'drizzle-orm';
import { systemActor, type Actor } from '#lib/people/actor.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { changeToRead, completion, completionCounter, obligation } from './tables.ts';

/** The proof as it is kept. */
export type Completion = typeof completion.$inferSelect;

/** Everything about a completion but its number. */
export type CompletionFacts = Omit<
	typeof completion.$inferInsert,
	'id' | 'number' | 'revokedAt' | 'revokedById' | 'revokeReason'
>;

/**
 * Writes down that somebody did a module, for ever: takes the next number, closes the open obligation and (unless
 * only the changes were read) what is new of it, and records `training.completed`. The row of the last number stays
 * locked until the transaction ends, so that numbers have no gaps; call it late.
 */
export async function recordCompletion(
	tx: Tx,
	facts: CompletionFacts,
	actor: Actor = theirOwn(facts)
): Promise<Completion> {
	const id = newId();
	const [counter] = await tx
		.update(completionCounter)
		.set({ last: sql`${completionCounter.last} + 1` })
		.where(eq(completionCounter.id, 1))
		.returning({ last: completionCounter.last });
	if (!counter) throw new Error('The counter of completions is missing.');
	const [made] = await tx
		.insert(completion)
		.values({ id, number: counter.last, ...facts })
		.returning();
	if (!made) throw new Error('The completion was not written.');
	await closeWhatItProves(tx, made);
	await recordAudit(tx, {
		actor,
		action: 'training.completed',
		noun: 'completion',
		recordId: id,
		after: {
			number: made.number,
			person: made.personId,
			module: made.moduleKey,
			version: made.version,
			kind: made.kind,
			score: made.score,
			validUntil: made.validUntil
		},
		at: made.completedAt
	});
	return made;
}

/** Somebody acting for themselves, where no session is at hand. */
function theirOwn(facts: CompletionFacts): Actor {
	const { personId, personName: name } = facts;
	return { ...systemActor, isSystem: false, personId, name, roles: [] };
}

async function closeWhatItProves(tx: Tx, made: Completion): Promise<void> {
	const { personId, moduleId, completedAt: at } = made;
	if (made.kind !== 'changes') {
		await tx
			.update(obligation)
			.set({ closedAt: at, closedAs: 'completed', completionId: made.id })
			.where(
				and(
					eq(obligation.personId, personId),
					eq(obligation.moduleId, moduleId),
					isNull(obligation.closedAt)
				)
			);
	}
	await tx
		.update(changeToRead)
		.set({ readAt: at })
		.where(
			and(
				eq(changeToRead.personId, personId),
				eq(changeToRead.moduleId, moduleId),
				isNull(changeToRead.readAt)
			)
		);
}
