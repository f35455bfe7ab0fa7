import { and, eq, inArray, isNull } from 'drizzle-orm';
import { conflict } from '#lib/errors.ts';
import { afterEvent, type ItemEvent, type MoveRefusal } from '#lib/equipment/item-states.ts';
import type { CorrectionKind } from '#lib/equipment/stocktake/stock-take.ts';
import { isId } from '#lib/ids.ts';
import { actorPersonId, type Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db, type Tx } from '#lib/server/db/client.ts';
import { issueAct, type ActLineInput } from '#lib/server/equipment/acts/issue-act.ts';
import { lockAnyItems, type ItemRecord } from '#lib/server/equipment/item-record.ts';
import { item } from '#lib/server/equipment/tables.ts';
import { announceStockTake } from '#lib/server/live/announce.ts';
import { memberIdsOf } from './members.ts';
import { stockTakeCorrection } from './tables.ts';
import { lockTake, type StockTakeRow } from './take-access.ts';

type Correction = typeof stockTakeCorrection.$inferSelect;

export type DecideInput = {
	takeId: string;
	/** Which; all that wait when `all`. */
	ids: readonly string[] | 'all';
	accept: boolean;
};

/** Why a correction was left as it is. */
export type LeftBecause =
	MoveRefusal | 'stocktake_left_moved' | 'stocktake_left_not_yours' | 'stocktake_left_gone';

export type Decided = {
	done: number;
	/** The act that carried out what was accepted. */
	act: { id: string; number: string } | null;
	left: { number: string; because: LeftBecause }[];
};

const EVENT: Record<Exclude<CorrectionKind, 'unknown'>, ItemEvent> = {
	move: 'relocated',
	missing: 'reported_missing',
	found: 'found'
};

/**
 * Accepts or declines what a stock-take proposes. What is accepted is carried out by one act, at once; a thing that another
 * act has moved since it was counted, or that cannot make the move now, is left alone and named. A label that nobody knows
 * is not carried out but marked as seen to. Only the desk of the stock-take, and only for things of its units. Recorded
 * as `stock_take.corrected` or `stock_take.correction_declined`. Throws NotFound, Forbidden, Conflict
 * `stocktake_not_closed`.
 */
export async function decideCorrections(
	db: Db,
	actor: Actor,
	input: DecideInput,
	clock: Clock = systemClock
): Promise<Decided> {
	return withTransaction(db, async (tx) => {
		const take = await lockTake(tx, actor, input.takeId);
		if (take.state !== 'signing') throw conflict('stocktake_not_closed', { title: take.title });
		const at = clock.now();
		const waiting = await lockWaiting(tx, take.id, input);
		const { lines, decided, left } = input.accept
			? await linesOf(tx, actor, waiting)
			: { lines: [], decided: waiting, left: [] };
		const act = lines.length > 0 ? await carryOut(tx, actor, take, lines, at) : null;
		for (const { id, kind } of decided) {
			await tx
				.update(stockTakeCorrection)
				.set({
					...{ state: input.accept ? 'accepted' : 'declined', decidedAt: at },
					decidedById: actorPersonId(actor),
					actId: kind === 'unknown' ? null : (act?.id ?? null)
				})
				.where(eq(stockTakeCorrection.id, id));
		}
		if (decided.length > 0) {
			await recordAudit(tx, {
				...{ actor, noun: 'stock_take', recordId: take.id, at },
				action: input.accept ? 'stock_take.corrected' : 'stock_take.correction_declined',
				after: { title: take.title, corrections: decided.length, act: act?.number ?? '' }
			});
			await announceStockTake(tx, { id: take.id, personIds: await memberIdsOf(tx, take.id) });
		}
		return { done: decided.length, act: act && { id: act.id, number: act.number }, left };
	});
}

async function lockWaiting(tx: Tx, takeId: string, { ids, accept }: DecideInput) {
	const rows = await tx
		.select()
		.from(stockTakeCorrection)
		.where(
			and(
				eq(stockTakeCorrection.stockTakeId, takeId),
				eq(stockTakeCorrection.state, 'proposed'),
				ids === 'all' ? undefined : inArray(stockTakeCorrection.id, ids.filter(isId))
			)
		)
		.orderBy(stockTakeCorrection.id)
		.for('update');
	// Every unknown label asks for a new item or a word of its own: all at once cannot answer that.
	return ids === 'all' && accept ? rows.filter(({ kind }) => kind !== 'unknown') : rows;
}

async function linesOf(tx: Tx, actor: Actor, waiting: readonly Correction[]) {
	const ids = waiting.flatMap(({ itemId }) => itemId ?? []);
	const there = await tx
		.select({ itemId: item.id })
		.from(item)
		.where(and(inArray(item.id, ids), isNull(item.withdrawnAt)));
	const records = new Map((await lockAnyItems(tx, there)).map((record) => [record.id, record]));
	const lines: ActLineInput[] = [];
	const decided: Correction[] = [];
	const left: Decided['left'] = [];
	for (const correction of waiting) {
		const { kind, placeId, room } = correction;
		if (kind === 'unknown') {
			decided.push(correction);
			continue;
		}
		const record = records.get(correction.itemId ?? '');
		const because = record ? whyNot(actor, correction, record) : 'stocktake_left_gone';
		if (!record || because) {
			left.push({
				number: record?.inventoryNumber ?? '',
				because: because ?? 'stocktake_left_gone'
			});
			continue;
		}
		const where = kind === 'missing' || placeId === null ? {} : { placeId, room };
		lines.push({ record, event: EVENT[kind], ...where });
		decided.push(correction);
	}
	return { lines, decided, left };
}

function whyNot(actor: Actor, correction: Correction, record: ItemRecord): LeftBecause | null {
	const { scopeUnitId } = record;
	if (!can(actor, 'equipment.move', scopeUnitId ? { unitId: scopeUnitId } : undefined)) {
		return 'stocktake_left_not_yours';
	}
	if (record.moves !== correction.moves) return 'stocktake_left_moved';
	if (correction.kind === 'unknown') return null;
	const after = afterEvent(record, EVENT[correction.kind]);
	return after.ok ? null : after.because;
}

function carryOut(tx: Tx, actor: Actor, take: StockTakeRow, lines: ActLineInput[], at: Date) {
	const personId = actorPersonId(actor);
	const signed = { method: 'portal' as const };
	return issueAct(
		tx,
		actor,
		{
			kind: 'stock_take',
			lines,
			signers: personId ? [{ role: 'approves', personId, signed }] : [],
			unitId: take.unitId,
			facts: [{ label: 'count_title', value: take.title }]
		},
		at
	);
}
