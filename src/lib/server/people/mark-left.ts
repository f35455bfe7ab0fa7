import { and, eq, isNotNull } from 'drizzle-orm';
import { conflict, forbidden, invalid } from '#lib/errors.ts';
import { isoDay } from '#lib/format/moments.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { recordAudits } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx, type Tx } from '#lib/server/db/client.ts';
import { giveUpPosts } from './give-up-posts.ts';
import { lockPerson } from './person-in-scope.ts';
import { lockStructure } from './structure-tree.ts';
import { findActive } from './still-there.ts';
import { person } from './tables.ts';

export type MarkLeftInput = {
	id: string;
	/** The last day at work, today or earlier. */
	lastDay: string;
	/** Who takes over the people, units and places; the leaver's own line manager when null. */
	successorId: string | null;
};

/**
 * Records that a person no longer works here. From that moment they can't sign in; their roles, representations
 * and deputies end, and whoever answered to them answers to the successor, so that nothing waits for somebody
 * who is gone. Administrators, within their units. Recorded as `person.left`, and each thing given up by itself.
 *
 * Throws Forbidden; NotFound; Invalid `people_last_day_future` at `lastDay`, `people_successor_gone` or
 * `people_successor_needed` at `successorId`; Conflict `people_already_left`, `people_last_admin`.
 */
export async function markLeft(
	db: DbOrTx,
	actor: Actor,
	input: MarkLeftInput,
	clock: Clock = systemClock
): Promise<void> {
	if (!can(actor, 'people.edit')) throw forbidden();
	const at = clock.now();
	if (input.lastDay > isoDay(at)) throw invalid({ lastDay: ['people_last_day_future'] });
	await withTransaction(db, async (tx) => {
		await lockStructure(tx);
		const before = await lockPerson(tx, actor, input.id);
		if (before.status === 'left') throw conflict('people_already_left', { person: before.name });
		const successorId = await mustSucceed(tx, input, before.managerId);
		const events = await giveUpPosts(tx, actor, input.id, successorId, at);
		const after = { status: 'left' as const, endsOn: input.lastDay };
		await tx
			.update(person)
			.set({ ...after, leftAt: at, updatedAt: at })
			.where(eq(person.id, input.id));
		await recordAudits(tx, [
			...events,
			{
				actor,
				action: 'person.left',
				noun: 'person',
				recordId: input.id,
				before,
				after: { ...before, ...after },
				at
			}
		]);
	});
}

/**
 * Takes back `markLeft`: the person is active again and can sign in as before. Roles and people are not given
 * back. Administrators, within their units. Recorded as `person.returned`.
 * Throws Forbidden; NotFound; Conflict `people_not_left`, also once their name was replaced.
 */
export async function bringBack(
	db: DbOrTx,
	actor: Actor,
	input: { id: string },
	clock: Clock = systemClock
): Promise<void> {
	if (!can(actor, 'people.edit')) throw forbidden();
	const at = clock.now();
	await withTransaction(db, async (tx) => {
		const before = await lockPerson(tx, actor, input.id);
		const [gone] = await tx
			.select({ id: person.id })
			.from(person)
			.where(and(eq(person.id, input.id), isNotNull(person.pseudonymisedAt)));
		if (before.status !== 'left' || gone)
			throw conflict('people_not_left', { person: before.name });
		const after = { status: 'active' as const, endsOn: null };
		await tx
			.update(person)
			.set({ ...after, leftAt: null, updatedAt: at })
			.where(eq(person.id, input.id));
		const event = { actor, action: 'person.returned', noun: 'person', recordId: input.id, at };
		await recordAudits(tx, [{ ...event, before, after: { ...before, ...after } }]);
	});
}

async function mustSucceed(
	tx: Tx,
	{ id, successorId }: MarkLeftInput,
	managerId: string | null
): Promise<string | null> {
	const chosen = successorId ?? managerId;
	if (!chosen) {
		const [report] = await tx
			.select({ id: person.id })
			.from(person)
			.where(eq(person.managerId, id))
			.limit(1);
		if (report) throw invalid({ successorId: ['people_successor_needed'] });
		return null;
	}
	if (chosen === id || !(await findActive(tx, chosen))) {
		throw invalid({ successorId: ['people_successor_gone'] });
	}
	return chosen;
}
