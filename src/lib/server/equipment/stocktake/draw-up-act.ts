import { and, eq, inArray } from 'drizzle-orm';
import { conflict } from '#lib/errors.ts';
import { formatDayNumeric } from '#lib/format/dates.ts';
import { localize } from '#lib/i18n/localized.ts';
import type { Actor } from '#lib/people/actor.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db, type Tx } from '#lib/server/db/client.ts';
import { issueAct, type IssuedAct } from '#lib/server/equipment/acts/issue-act.ts';
import { act } from '#lib/server/equipment/acts/tables.ts';
import { item, itemCategory } from '#lib/server/equipment/tables.ts';
import { announceStockTake } from '#lib/server/live/announce.ts';
import { listPlaceNames, listUnitNames } from '#lib/server/people/list-names.ts';
import { countTake } from './count-take.ts';
import { memberIdsOf } from './members.ts';
import { stockTake, stockTakeCorrection, stockTakeLine, stockTakeMember } from './tables.ts';
import { lockTake, type StockTakeRow } from './take-access.ts';

/** More numbers than this are counted, not named: the list itself is in the portal. */
const MOST_NAMED = 200;

/**
 * Draws up the act of a stock-take that has been counted: what was expected, found, elsewhere, missing and unknown, frozen
 * as it is now, for the members of the commission to sign. Only the desk of the stock-take, once. Recorded as
 * `stock_take.act_made`. Throws NotFound, Forbidden, Conflict `stocktake_not_closed`, `stocktake_over`.
 */
export async function drawUpAct(
	db: Db,
	actor: Actor,
	takeId: string,
	clock: Clock = systemClock
): Promise<IssuedAct> {
	return withTransaction(db, async (tx) => {
		const take = await lockTake(tx, actor, takeId);
		if (take.state !== 'signing') throw conflict('stocktake_not_closed', { title: take.title });
		if (take.actId) throw conflict('stocktake_over', { title: take.title });
		const at = clock.now();
		const signing = await tx
			.select({ personId: stockTakeMember.personId })
			.from(stockTakeMember)
			.where(and(eq(stockTakeMember.stockTakeId, takeId), stockTakeMember.signs));
		const issued = await issueAct(
			tx,
			actor,
			{
				kind: 'stock_take',
				lines: [],
				signers: signing.map(({ personId }) => ({ role: 'commission' as const, personId })),
				unitId: take.unitId,
				placeId: take.scope.placeIds.length === 1 ? take.scope.placeIds[0] : null,
				facts: await factsOf(tx, take),
				note: take.note
			},
			at
		);
		await tx.update(stockTake).set({ actId: issued.id }).where(eq(stockTake.id, takeId));
		await recordAudit(tx, {
			...{ actor, action: 'stock_take.act_made', noun: 'stock_take', recordId: takeId, at },
			after: { title: take.title, act: issued.number }
		});
		await announceStockTake(tx, { id: takeId, personIds: await memberIdsOf(tx, takeId) });
		return issued;
	});
}

/** In Estonian, the language of the accounts. */
async function factsOf(tx: Tx, take: StockTakeRow): Promise<{ label: string; value: string }[]> {
	const { placeIds, unitIds } = take.scope;
	const places = await listPlaceNames(tx, placeIds, 'et');
	const units = await listUnitNames(tx, unitIds, 'et');
	const counts = await countTake(tx, take.id);
	const categories = await categoryNames(tx, take.scope.categories);
	const numbers = async (result: 'missing' | 'wrong_place') => {
		const rows = await tx
			.select({ number: item.inventoryNumber })
			.from(stockTakeLine)
			.innerJoin(item, eq(item.id, stockTakeLine.itemId))
			.where(and(eq(stockTakeLine.stockTakeId, take.id), eq(stockTakeLine.result, result)))
			.orderBy(item.inventoryNumber)
			.limit(MOST_NAMED + 1);
		const named = rows.slice(0, MOST_NAMED).map(({ number }) => number);
		return [...named, ...(rows.length > MOST_NAMED ? ['…'] : [])].join(', ');
	};
	const unknown = await tx
		.select({ code: stockTakeCorrection.code })
		.from(stockTakeCorrection)
		.where(
			and(eq(stockTakeCorrection.stockTakeId, take.id), eq(stockTakeCorrection.kind, 'unknown'))
		)
		.orderBy(stockTakeCorrection.code)
		.limit(MOST_NAMED);
	const acts = await tx
		.selectDistinct({ number: act.number })
		.from(stockTakeCorrection)
		.innerJoin(act, eq(act.id, stockTakeCorrection.actId))
		.where(eq(stockTakeCorrection.stockTakeId, take.id))
		.orderBy(act.number);
	const closed = take.closedAt ? formatDayNumeric(take.closedAt) : '';
	return [
		{ label: 'count_title', value: take.title },
		{ label: 'count_days', value: `${formatDayNumeric(take.beganAt)}\u2013${closed}` },
		{ label: 'count_places', value: [...places.values()].join(', ') },
		{ label: 'count_units', value: [...units.values()].join(', ') },
		{ label: 'count_categories', value: categories },
		{ label: 'count_expected', value: String(counts.expected) },
		{ label: 'count_found', value: String(counts.found) },
		{ label: 'count_elsewhere', value: String(counts.elsewhere) },
		{ label: 'count_missing', value: String(counts.missing) },
		{ label: 'count_unknown', value: String(counts.unknown) },
		{ label: 'count_elsewhere_items', value: await numbers('wrong_place') },
		{ label: 'count_missing_items', value: await numbers('missing') },
		{ label: 'count_unknown_labels', value: unknown.map(({ code }) => code).join(', ') },
		{ label: 'count_corrected_by', value: acts.map(({ number }) => number).join(', ') }
	].filter(({ value }) => value !== '');
}

async function categoryNames(tx: Tx, codes: readonly string[]): Promise<string> {
	if (codes.length === 0) return '';
	const rows = await tx
		.select({ name: itemCategory.name })
		.from(itemCategory)
		.where(inArray(itemCategory.code, [...codes]))
		.orderBy(itemCategory.position);
	return rows.map(({ name }) => localize(name, 'et')).join(', ');
}
