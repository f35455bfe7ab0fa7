import { and, eq, inArray, isNull, lt, sql } from 'drizzle-orm';
import { conflict, forbidden, invalid, notFound } from '#lib/errors.ts';
import { daysBetween, isoDay } from '#lib/format/moments.ts';
import { isId } from '#lib/ids.ts';
import { actorPersonId, systemActor, type Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { registerScope } from '#lib/people/register-scope.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx, type Tx } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import type { JobHandler } from '#lib/server/jobs/registry.ts';
import { item } from '#lib/server/equipment/tables.ts';
import { notify } from '#lib/server/notifications/notify.ts';
import { person } from '#lib/server/people/tables.ts';
import { holdingAnswer, holdingRound } from './tables.ts';

/** Days before the last day on which those who have not answered are reminded. */
const REMINDED_BEFORE = [7, 1];
const AT_ONCE = 500;

/** Asks the whole town: the desk of the whole town, not of some units. */
export const mayAskTown = (actor: Actor): boolean =>
	can(actor, 'equipment.edit') && registerScope(actor) === null;

type Round = typeof holdingRound.$inferSelect;

/** The round that is asked now, if any. */
export async function openRound(db: DbOrTx): Promise<Round | undefined> {
	const [round] = await db.select().from(holdingRound).where(isNull(holdingRound.endedAt));
	return round;
}

/**
 * Asks everybody who has something whether it is still with them, until a day; each gets a line under the bell and a
 * letter. One round at a time. For the desk of the whole town. Recorded as `holding_round.began`. Throws Forbidden,
 * Invalid (`dueOn`) for a day that is not to come, Conflict `mine_round_open`.
 */
export async function beginRound(
	db: DbOrTx,
	actor: Actor,
	{ dueOn }: { dueOn: string | null },
	clock: Clock = systemClock
): Promise<{ id: string; asked: number }> {
	if (!mayAskTown(actor)) throw forbidden();
	const at = clock.now();
	if (!dueOn) throw invalid({ dueOn: ['errors_date'] });
	if (dueOn <= isoDay(at)) throw invalid({ dueOn: ['mine_day_over'] });
	return withTransaction(db, async (tx) => {
		const id = newId();
		const [made] = await tx
			.insert(holdingRound)
			.values({ id, beganAt: at, beganById: actorPersonId(actor), dueOn })
			.onConflictDoNothing()
			.returning();
		if (!made) throw conflict('mine_round_open');
		const asked = await tellHolders(tx, made, 'equipment.asked', at);
		const after = { dueOn, asked };
		await recordAudit(tx, {
			...{ actor, action: 'holding_round.began', noun: 'holding_round', recordId: id, after, at }
		});
		return { id, asked };
	});
}

/**
 * Reminds those who have not answered about everything they have. For the desk of the whole town. Recorded as
 * `holding_round.reminded`. Throws Forbidden, NotFound when nothing is asked now. Gives how many were reminded.
 */
export async function remindHolders(
	db: DbOrTx,
	actor: Actor,
	clock: Clock = systemClock
): Promise<number> {
	if (!mayAskTown(actor)) throw forbidden();
	const at = clock.now();
	return withTransaction(db, async (tx) => {
		const [round] = await tx
			.update(holdingRound)
			.set({ remindedAt: at })
			.where(isNull(holdingRound.endedAt))
			.returning();
		if (!round) throw notFound();
		const count = await tellHolders(tx, round, 'equipment.asked_reminder', at);
		const after = { count };
		await recordAudit(tx, {
			...{ actor, action: 'holding_round.reminded', noun: 'holding_round', recordId: round.id },
			...{ after, at }
		});
		return count;
	});
}

/**
 * Ends the round: nobody is asked any more, and what was answered stays. For the desk of the whole town. Recorded as
 * `holding_round.ended`. Throws Forbidden, NotFound.
 */
export async function endRound(
	db: DbOrTx,
	actor: Actor,
	{ id }: { id: string },
	clock: Clock = systemClock
): Promise<void> {
	if (!mayAskTown(actor)) throw forbidden();
	if (!isId(id)) throw notFound();
	const at = clock.now();
	await withTransaction(db, async (tx) => {
		const ended = await tx
			.update(holdingRound)
			.set({ endedAt: at })
			.where(and(eq(holdingRound.id, id), isNull(holdingRound.endedAt)))
			.returning({ id: holdingRound.id });
		if (ended.length === 0) return;
		await recordAudit(tx, {
			...{ actor, action: 'holding_round.ended', noun: 'holding_round', recordId: id, at }
		});
	});
}

/** Reminds by itself a week and a day before the last day, once each. */
export const remindHoldersInTime: JobHandler = async ({ db, clock }) => {
	const round = await openRound(db);
	if (!round) return;
	const now = clock.now();
	const today = isoDay(now);
	if (!REMINDED_BEFORE.includes(daysBetween(now, round.dueOn))) return;
	if (round.remindedAt && isoDay(round.remindedAt) === today) return;
	await remindHolders(db, systemActor, clock);
};

/** Things somebody answers for: in their hands, whether they want to give them back or not. */
export const askedAbout = () => inArray(item.state, ['in_use', 'to_be_returned']);

/** Things of a round that have no answer of their holder. */
export const unanswered = (roundId: string) =>
	sql`not exists (select from ${holdingAnswer} where ${holdingAnswer.roundId} = ${roundId}
		and ${holdingAnswer.itemId} = ${item.id} and ${holdingAnswer.personId} = ${item.holderId})`;

async function tellHolders(
	tx: Tx,
	round: Round,
	kind: 'equipment.asked' | 'equipment.asked_reminder',
	at: Date
): Promise<number> {
	const holders = await tx
		.selectDistinct({ id: person.id })
		.from(item)
		.innerJoin(person, eq(person.id, item.holderId))
		.where(and(askedAbout(), eq(person.status, 'active'), unanswered(round.id)));
	const ids = holders.map(({ id }) => id);
	for (let start = 0; start < ids.length; start += AT_ONCE) {
		await notify(tx, {
			kind,
			recipients: ids.slice(start, start + AT_ONCE),
			subject: { noun: 'holding_round', id: round.id, href: '/things/check' },
			params: { due: round.dueOn },
			at
		});
	}
	return ids.length;
}

/** Rounds that ended, latest first: what the desk looks back at. */
export const pastRounds = (db: DbOrTx, now: Date) =>
	db
		.select({
			id: holdingRound.id,
			beganAt: holdingRound.beganAt,
			dueOn: holdingRound.dueOn,
			endedAt: holdingRound.endedAt,
			answers: sql<number>`(select count(*)::int from ${holdingAnswer} a where a.round_id = holding_round.id)`
		})
		.from(holdingRound)
		.where(lt(holdingRound.endedAt, now))
		.orderBy(sql`${holdingRound.beganAt} desc`)
		.limit(10);
