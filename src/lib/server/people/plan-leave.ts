import { and, asc, eq, lt } from 'drizzle-orm';
import { conflict, forbidden } from '#lib/errors.ts';
import { isoDay } from '#lib/format/moments.ts';
import { systemActor, type Actor } from '#lib/people/actor.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx, type Tx } from '#lib/server/db/client.ts';
import { editsUnits } from './edit-scope.ts';
import { markLeft } from './mark-left.ts';
import { getRegisterPerson, type RegisterPerson } from './register-person.ts';
import { person, roleGrant } from './tables.ts';

const AT_ONCE = 200;

/**
 * Sets the last day of somebody who will leave, as their line manager gave it: the evening of that day the account
 * closes by itself (`closeEndedAccounts`). The desk, for people its role reaches. Recorded as
 * `person.leave_planned`. Throws NotFound; Forbidden, also `people_admin_leaves`; Conflict `people_already_left`.
 */
export async function planLeave(
	db: DbOrTx,
	actor: Actor,
	input: { personId: string; lastDay: string },
	clock: Clock = systemClock
): Promise<void> {
	const at = clock.now();
	await withTransaction(db, async (tx) => {
		const known = await getLeaver(tx, actor, input.personId);
		const [before] = await tx
			.select({ status: person.status, endsOn: person.endsOn })
			.from(person)
			.where(eq(person.id, input.personId))
			.for('update');
		if (before?.status !== 'active') throw conflict('people_already_left', { person: known.name });
		await tx
			.update(person)
			.set({ endsOn: input.lastDay, updatedAt: at })
			.where(eq(person.id, input.personId));
		await recordAudit(tx, {
			actor,
			action: 'person.leave_planned',
			noun: 'person',
			recordId: input.personId,
			before: { endsOn: before.endsOn },
			after: { endsOn: input.lastDay },
			at
		});
	});
}

/**
 * Closes an account now, whatever the last day: somebody leaves out of the ordinary. What they held passes to their
 * line manager, as in `markLeft`, which the portal does here. The desk, for people its role reaches. Recorded as
 * `person.left`. Throws NotFound; Forbidden, also `people_admin_leaves`; what `markLeft` throws.
 */
export async function closeAccount(
	db: DbOrTx,
	actor: Actor,
	input: { personId: string },
	clock: Clock = systemClock
): Promise<void> {
	await withTransaction(db, async (tx) => {
		await getLeaver(tx, actor, input.personId);
		const left = { id: input.personId, lastDay: isoDay(clock.now()), successorId: null };
		await markLeft(tx, systemActor, left, clock);
	});
}

/** The person, as the desk's role reaches them. The desk can't shut out those who look after it: only one of them. */
async function getLeaver(tx: Tx, actor: Actor, personId: string): Promise<RegisterPerson> {
	const known = await getRegisterPerson(tx, actor, 'people.plan_leave', personId);
	const [role] = await tx
		.select({ id: roleGrant.id })
		.from(roleGrant)
		.where(and(eq(roleGrant.personId, personId), eq(roleGrant.role, 'admin')))
		.limit(1);
	if (role && !editsUnits(actor, [known.unitId]))
		throw forbidden('people_admin_leaves', { person: known.name });
	return known;
}

/** Those whose last day is over and whose account is open, the longest overdue first. */
export async function listEnded(
	db: DbOrTx,
	today: string
): Promise<{ id: string; lastDay: string }[]> {
	const ended = await db
		.select({ id: person.id, endsOn: person.endsOn })
		.from(person)
		.where(and(eq(person.status, 'active'), lt(person.endsOn, today)))
		.orderBy(asc(person.endsOn))
		.limit(AT_ONCE);
	return ended.map(({ id, endsOn }) => ({ id, lastDay: endsOn ?? '' }));
}
