import { and, eq } from 'drizzle-orm';
import { conflict } from '#lib/errors.ts';
import { actorPersonId, type Actor } from '#lib/people/actor.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db, type Tx } from '#lib/server/db/client.ts';
import { announceStockTake } from '#lib/server/live/announce.ts';
import { memberIdsOf } from './members.ts';
import { proposeAll, proposeUnknown, withdrawProposals } from './propose.ts';
import { stockTake, stockTakeCorrection, stockTakeLine, stockTakeScan } from './tables.ts';
import { lockTake, type StockTakeRow } from './take-access.ts';

/**
 * Ends counting: what was not seen is missing, and what the register would have to say otherwise is proposed. Nothing in
 * the register changes. Only the desk of the stock-take. Recorded as `stock_take.closed`. Throws NotFound, Forbidden,
 * Conflict `stocktake_not_counting`.
 */
export async function closeStockTake(
	db: Db,
	actor: Actor,
	id: string,
	clock: Clock = systemClock
): Promise<void> {
	await withTransaction(db, async (tx) => {
		const take = await lockTake(tx, actor, id);
		if (take.state !== 'counting') throw conflict('stocktake_not_counting', { title: take.title });
		const at = clock.now();
		const change = { state: 'signing' as const, closedAt: at, closedById: actorPersonId(actor) };
		await tx.update(stockTake).set(change).where(eq(stockTake.id, id));
		await tx
			.update(stockTakeLine)
			.set({ result: 'missing' })
			.where(and(eq(stockTakeLine.stockTakeId, id), eq(stockTakeLine.result, 'expected')));
		const lines = await tx.select().from(stockTakeLine).where(eq(stockTakeLine.stockTakeId, id));
		await proposeAll(tx, id, lines);
		const unknown = await tx
			.select({
				code: stockTakeScan.code,
				placeId: stockTakeScan.placeId,
				room: stockTakeScan.room
			})
			.from(stockTakeScan)
			.where(and(eq(stockTakeScan.stockTakeId, id), eq(stockTakeScan.outcome, 'unknown')))
			.orderBy(stockTakeScan.scannedAt);
		await proposeUnknown(tx, id, unknown);
		await record(tx, actor, 'stock_take.closed', take, at);
	});
}

/**
 * Counting goes on after all: proposals that nobody decided are taken back. Only the desk of the stock-take, until its act
 * is drawn up. Recorded as `stock_take.reopened`. Throws NotFound, Forbidden, Conflict `stocktake_over`.
 */
export async function reopenStockTake(
	db: Db,
	actor: Actor,
	id: string,
	clock: Clock = systemClock
): Promise<void> {
	await withTransaction(db, async (tx) => {
		const take = await lockTake(tx, actor, id);
		if (take.state !== 'signing' || take.actId)
			throw conflict('stocktake_over', { title: take.title });
		await tx
			.update(stockTake)
			.set({ state: 'counting', closedAt: null, closedById: null })
			.where(eq(stockTake.id, id));
		await tx
			.update(stockTakeLine)
			.set({ result: 'expected' })
			.where(and(eq(stockTakeLine.stockTakeId, id), eq(stockTakeLine.result, 'missing')));
		await withdrawProposals(tx, id);
		await record(tx, actor, 'stock_take.reopened', take, clock.now());
	});
}

/**
 * Gives a stock-take up: its scans stay to be read, what was proposed is declined. Only its desk, until the act is drawn up.
 * Recorded as `stock_take.cancelled`. Throws NotFound, Forbidden, Conflict `stocktake_over`.
 */
export async function cancelStockTake(
	db: Db,
	actor: Actor,
	id: string,
	clock: Clock = systemClock
): Promise<void> {
	await withTransaction(db, async (tx) => {
		const take = await lockTake(tx, actor, id);
		if (take.actId || take.state === 'cancelled')
			throw conflict('stocktake_over', { title: take.title });
		const at = clock.now();
		await tx
			.update(stockTake)
			.set({ state: 'cancelled', cancelledAt: at })
			.where(eq(stockTake.id, id));
		await tx
			.update(stockTakeCorrection)
			.set({ state: 'declined', decidedAt: at, decidedById: actorPersonId(actor) })
			.where(
				and(eq(stockTakeCorrection.stockTakeId, id), eq(stockTakeCorrection.state, 'proposed'))
			);
		await record(tx, actor, 'stock_take.cancelled', take, at);
	});
}

async function record(tx: Tx, actor: Actor, action: string, take: StockTakeRow, at: Date) {
	await recordAudit(tx, {
		...{ actor, action, noun: 'stock_take', recordId: take.id, at },
		after: { title: take.title }
	});
	await announceStockTake(tx, { id: take.id, personIds: await memberIdsOf(tx, take.id) });
}
