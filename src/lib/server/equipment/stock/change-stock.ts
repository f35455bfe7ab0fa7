import { and, eq } from 'drizzle-orm';
import { conflict, forbidden, invalid, notFound } from '#lib/errors.ts';
import type { StockWhy } from '#lib/equipment/stock-why.ts';
import { isId } from '#lib/ids.ts';
import { actorPersonId, type Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { recordAudits, type AuditEvent } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx, type Tx } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { endTasks } from '#lib/server/equipment/acts/close-tasks.ts';
import { openTask } from '#lib/server/equipment/acts/open-task.ts';
import { equipmentTask } from '#lib/server/equipment/acts/tables.ts';
import { placeOf } from '#lib/server/equipment/item-record.ts';
import { person } from '#lib/server/people/tables.ts';
import { stockKind, stockLevel, stockMovement } from './tables.ts';

export type StockChange = {
	kindId: string;
	placeId: string;
	why: StockWhy;
	/** How many came or went; when they were counted, how many there are. */
	count: number;
	/** Where they went, when they were moved. */
	toPlaceId?: string | null;
	/** Who got them, when they were given. */
	personId?: string | null;
	requestId?: string | null;
	requestNumber?: number | null;
	note?: string;
};

/**
 * Writes down that supplies came, were given to somebody, moved to another place, counted or written off. Never more
 * leaves a place than is there: of two who take the last one the second is told. Where fewer are left than the mark says
 * the desk gets a task; when there are enough again, the task is done. The desk. Recorded as `stock.<why>`. Throws
 * Forbidden, NotFound for the kind, Invalid at the fields, Conflict `stock_not_enough` with how many there are, Conflict
 * `registers_person_left`.
 */
export async function changeStock(
	db: DbOrTx,
	actor: Actor,
	input: StockChange,
	clock: Clock = systemClock
): Promise<void> {
	if (!can(actor, 'equipment.edit')) throw forbidden();
	if (!isId(input.kindId)) throw notFound();
	const { why, count } = input;
	const least = why === 'counted' ? 0 : 1;
	if (!Number.isInteger(count) || count < least) throw invalid({ count: ['errors_number'] });
	await withTransaction(db, async (tx) => {
		const [kind] = await tx.select().from(stockKind).where(eq(stockKind.id, input.kindId));
		if (!kind) throw notFound();
		const from = await placeOf(tx, input.placeId);
		const to = why === 'moved' ? await otherPlace(tx, input) : null;
		if (why === 'given') await mustBeThere(tx, input.personId);
		const levels = await lockLevels(tx, kind.id, [from.id, ...(to ? [to.id] : [])]);
		const had = levels.get(from.id)?.quantity ?? 0;
		const change = why === 'counted' ? count - had : why === 'received' ? count : -count;
		if (had + change < 0) throw conflict('stock_not_enough', { count: String(had) });
		if (change === 0) return;
		const at = clock.now();
		const shift = async (placeId: string, by: number) => {
			const level = levels.get(placeId);
			const quantity = (level?.quantity ?? 0) + by;
			await tx
				.update(stockLevel)
				.set({ quantity })
				.where(and(eq(stockLevel.kindId, kind.id), eq(stockLevel.placeId, placeId)));
			await tx.insert(stockMovement).values({
				...{ id: newId(), kindId: kind.id, placeId, change: by, why, at },
				...{ personId: why === 'given' ? input.personId : null, byId: actorPersonId(actor) },
				...{ requestId: input.requestId, requestNumber: input.requestNumber },
				note: input.note ?? ''
			});
			const mark = level?.lowAt ?? kind.lowAt;
			return tellOfLow(tx, actor, { kindId: kind.id, placeId, quantity, mark }, at);
		};
		const ended = await shift(from.id, change);
		if (to) ended.push(...(await shift(to.id, count)));
		await recordAudits(tx, [
			...ended,
			{
				...{ actor, action: `stock.${why}`, noun: 'stock', recordId: kind.id, at },
				before: { placeName: from.name, quantity: had },
				after: { placeName: to?.name ?? from.name, quantity: had + change, note: input.note ?? '' }
			}
		]);
	});
}

/**
 * Sets how many of a kind are too few at one place; null for the kind's own mark. The desk. Recorded as `stock.marked`.
 * Throws Forbidden, NotFound, Invalid (`placeId`).
 */
export async function markLow(
	db: DbOrTx,
	actor: Actor,
	{ kindId, placeId, lowAt }: { kindId: string; placeId: string; lowAt: number | null },
	clock: Clock = systemClock
): Promise<void> {
	if (!can(actor, 'equipment.edit')) throw forbidden();
	if (!isId(kindId)) throw notFound();
	await withTransaction(db, async (tx) => {
		const [kind] = await tx.select().from(stockKind).where(eq(stockKind.id, kindId));
		if (!kind) throw notFound();
		const { id, name: placeName } = await placeOf(tx, placeId);
		const level = (await lockLevels(tx, kindId, [id])).get(id);
		await tx
			.update(stockLevel)
			.set({ lowAt })
			.where(and(eq(stockLevel.kindId, kindId), eq(stockLevel.placeId, id)));
		const at = clock.now();
		const low = { kindId, placeId: id, quantity: level?.quantity ?? 0, mark: lowAt ?? kind.lowAt };
		const ended = await tellOfLow(tx, actor, low, at);
		await recordAudits(tx, [
			...ended,
			{
				...{ actor, action: 'stock.marked', noun: 'stock', recordId: kindId, at },
				...{ before: { placeName, lowAt: level?.lowAt }, after: { placeName, lowAt } }
			}
		]);
	});
}

async function otherPlace(tx: Tx, { placeId, toPlaceId }: StockChange) {
	if (!toPlaceId || toPlaceId === placeId) throw invalid({ toPlaceId: ['errors_choose'] });
	if (!isId(toPlaceId)) throw invalid({ toPlaceId: ['errors_invalid'] });
	return placeOf(tx, toPlaceId);
}

async function mustBeThere(tx: Tx, personId: string | null | undefined): Promise<void> {
	const [found] =
		personId && isId(personId) ? await tx.select().from(person).where(eq(person.id, personId)) : [];
	if (!found) throw invalid({ personId: ['errors_choose'] });
	if (found.status === 'left') throw conflict('registers_person_left', { person: found.name });
}

type Level = typeof stockLevel.$inferSelect;

/** The levels, made where there were none, and locked in one order: nobody waits for each other. */
async function lockLevels(
	tx: Tx,
	kindId: string,
	placeIds: readonly string[]
): Promise<Map<string, Level>> {
	const levels = new Map<string, Level>();
	for (const placeId of [...placeIds].sort()) {
		await tx.insert(stockLevel).values({ kindId, placeId, quantity: 0 }).onConflictDoNothing();
		const [level] = await tx
			.select()
			.from(stockLevel)
			.where(and(eq(stockLevel.kindId, kindId), eq(stockLevel.placeId, placeId)))
			.for('update');
		if (level) levels.set(placeId, level);
	}
	return levels;
}

async function tellOfLow(
	tx: Tx,
	actor: Actor,
	level: { kindId: string; placeId: string; quantity: number; mark: number },
	at: Date
): Promise<AuditEvent[]> {
	const { kindId: stockKindId, placeId, quantity, mark } = level;
	if (quantity < mark) {
		await openTask(tx, actor, { kind: 'low_stock', stockKindId, placeId }, at);
		return [];
	}
	return endTasks(
		tx,
		actor,
		and(
			eq(equipmentTask.kind, 'low_stock'),
			eq(equipmentTask.stockKindId, stockKindId),
			eq(equipmentTask.placeId, placeId)
		),
		{ outcome: String(quantity), at }
	);
}
