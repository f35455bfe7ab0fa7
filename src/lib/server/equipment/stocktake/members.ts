import { and, eq } from 'drizzle-orm';
import { conflict, invalid } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import type { Actor } from '#lib/people/actor.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db, type DbOrTx, type Tx } from '#lib/server/db/client.ts';
import { announceStockTake } from '#lib/server/live/announce.ts';
import { person } from '#lib/server/people/tables.ts';
import { stockTakeMember } from './tables.ts';
import { lockTake, type StockTakeRow } from './take-access.ts';
import { tellMembers } from './tell-members.ts';

/** Ids of those who count. */
export async function memberIdsOf(db: DbOrTx, takeId: string): Promise<string[]> {
	const rows = await db
		.select({ id: stockTakeMember.personId })
		.from(stockTakeMember)
		.where(eq(stockTakeMember.stockTakeId, takeId));
	return rows.map(({ id }) => id);
}

/**
 * Lets somebody count, who is told of it, or says anew whether they sign the act. Only the desk of the stock-take, until its act is drawn up.
 * Recorded as `stock_take.member_added`. Throws NotFound, Forbidden, Conflict, Invalid (`personId`) for a leaver.
 */
export async function addMember(
	db: Db,
	actor: Actor,
	input: { takeId: string; personId: string; signs: boolean },
	clock: Clock = systemClock
): Promise<void> {
	await withTransaction(db, async (tx) => {
		const take = await lockOpen(tx, actor, input.takeId);
		const { personId, signs } = input;
		if (!isId(personId)) throw invalid({ personId: ['errors_required'] });
		const [found] = await tx.select().from(person).where(eq(person.id, personId));
		if (!found || found.status === 'left') throw invalid({ personId: ['registers_person_left'] });
		const isNew = !(await memberIdsOf(tx, take.id)).includes(personId);
		await tx
			.insert(stockTakeMember)
			.values({ stockTakeId: take.id, personId, signs })
			.onConflictDoUpdate({
				target: [stockTakeMember.stockTakeId, stockTakeMember.personId],
				set: { signs }
			});
		if (isNew && take.state === 'counting') {
			await tellMembers(tx, actor, take, [personId], clock.now());
		}
		await record(tx, actor, 'stock_take.member_added', take, { name: found.name, signs }, clock);
	});
}

/** Somebody counts no longer; what they have scanned stays. The same people, as `stock_take.member_removed`. */
export async function removeMember(
	db: Db,
	actor: Actor,
	input: { takeId: string; personId: string },
	clock: Clock = systemClock
): Promise<void> {
	await withTransaction(db, async (tx) => {
		const take = await lockOpen(tx, actor, input.takeId);
		const members = await memberIdsOf(tx, take.id);
		if (!members.includes(input.personId)) return;
		if (members.length === 1) throw conflict('stocktake_last_member');
		const [found] = await tx.select().from(person).where(eq(person.id, input.personId));
		await tx
			.delete(stockTakeMember)
			.where(
				and(eq(stockTakeMember.stockTakeId, take.id), eq(stockTakeMember.personId, input.personId))
			);
		await record(tx, actor, 'stock_take.member_removed', take, { name: found?.name }, clock);
	});
}

async function lockOpen(tx: Tx, actor: Actor, takeId: string): Promise<StockTakeRow> {
	const take = await lockTake(tx, actor, takeId);
	if (take.actId || take.state === 'cancelled')
		throw conflict('stocktake_over', { title: take.title });
	return take;
}

async function record(
	tx: Tx,
	actor: Actor,
	action: string,
	take: StockTakeRow,
	after: Record<string, unknown>,
	clock: Clock
) {
	await recordAudit(tx, {
		...{ actor, action, noun: 'stock_take', recordId: take.id, at: clock.now() },
		after
	});
	await announceStockTake(tx, { id: take.id, personIds: await memberIdsOf(tx, take.id) });
}
