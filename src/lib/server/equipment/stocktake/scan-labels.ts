import { and, eq, inArray, sql } from 'drizzle-orm';
import { conflict, invalid, notFound } from '#lib/errors.ts';
import { sameLabel } from '#lib/equipment/stocktake/label-code.ts';
import { isElsewhere, isSameRoom } from '#lib/equipment/stocktake/compare.ts';
import type { ScanOutcome } from '#lib/equipment/stocktake/stock-take.ts';
import { isId } from '#lib/ids.ts';
import type { Actor } from '#lib/people/actor.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx, type Tx } from '#lib/server/db/client.ts';
import { item } from '#lib/server/equipment/tables.ts';
import { announceStockTake } from '#lib/server/live/announce.ts';
import { place } from '#lib/server/people/tables.ts';
import { findLabels } from './find-labels.ts';
import { adjustProposals, proposeUnknown, type Line } from './propose.ts';
import { stockTake, stockTakeLine, stockTakeMember, stockTakeScan } from './tables.ts';
import { memberIdsOf } from './members.ts';

/** One reading of a label, as a phone sends it. */
export type Scan = {
	/** Made on the phone: however often it is sent, it counts once. */
	id: string;
	code: string;
	placeId: string | null;
	room: string;
	note: string;
	scannedAt: Date;
};

export type ScanAnswer = {
	id: string;
	outcome: ScanOutcome;
	/** It came after counting had ended. */
	late: boolean;
	itemId: string | null;
};

type ScanRow = typeof stockTakeScan.$inferInsert;

/**
 * Takes in what somebody scanned, many at once, and answers each: found where it should be, elsewhere, unknown, seen
 * already. A scan that was sent before gets the answer it got then. What arrives after counting has ended is taken in
 * as late, and what is still only proposed changes with it. Only members of the stock-take. Throws NotFound to others,
 * Invalid for a scan without a code, Conflict `stocktake_cancelled`.
 */
export async function scanLabels(
	db: DbOrTx,
	actor: Actor,
	takeId: string,
	scans: readonly Scan[],
	clock: Clock = systemClock
): Promise<ScanAnswer[]> {
	if (!isId(takeId)) throw notFound();
	if (!scans.every(({ id, code }) => isId(id) && code.trim() !== '')) {
		throw invalid({ code: ['errors_required'] });
	}
	return withTransaction(db, async (tx) => {
		const at = clock.now();
		const take = await takeOfMember(tx, actor, takeId);
		const known = await answersOf(tx, actor, takeId, scans);
		const fresh = uniqueById(scans.filter(({ id }) => !known.has(id)));
		if (fresh.length > 0) {
			const late = take.state !== 'counting';
			const isNew = await takeIn(tx, { take, actor, at, late }, fresh);
			for (const [id, answer] of await answersOf(tx, actor, takeId, fresh)) known.set(id, answer);
			if (isNew)
				await announceStockTake(tx, { id: takeId, personIds: await memberIdsOf(tx, takeId) });
		}
		return scans.flatMap(({ id }) => known.get(id) ?? []);
	});
}

/** Shared with others who scan, so that closing waits for those on their way and they wait for closing. */
async function takeOfMember(tx: Tx, actor: Actor, takeId: string) {
	const [take] = await tx.select().from(stockTake).where(eq(stockTake.id, takeId)).for('share');
	const [member] = await tx
		.select({ personId: stockTakeMember.personId })
		.from(stockTakeMember)
		.where(
			and(eq(stockTakeMember.stockTakeId, takeId), eq(stockTakeMember.personId, actor.personId))
		);
	if (!take || !member) throw notFound();
	if (take.state === 'cancelled') throw conflict('stocktake_cancelled', { title: take.title });
	return take;
}

async function answersOf(tx: Tx, actor: Actor, takeId: string, scans: readonly Scan[]) {
	const rows = await tx
		.select({
			id: stockTakeScan.id,
			outcome: stockTakeScan.outcome,
			late: stockTakeScan.late,
			itemId: stockTakeScan.itemId,
			takeId: stockTakeScan.stockTakeId,
			personId: stockTakeScan.personId
		})
		.from(stockTakeScan)
		.where(
			inArray(
				stockTakeScan.id,
				scans.map(({ id }) => id)
			)
		);
	const others = rows.some((row) => row.takeId !== takeId || row.personId !== actor.personId);
	if (others) throw notFound();
	return new Map<string, ScanAnswer>(
		rows.map(({ id, outcome, late, itemId }) => [id, { id, outcome, late, itemId }])
	);
}

type Taking = { take: { id: string }; actor: Actor; at: Date; late: boolean };

async function takeIn(tx: Tx, taking: Taking, scans: readonly Scan[]): Promise<boolean> {
	const { take, actor, at, late } = taking;
	const labels = await findLabels(
		tx,
		scans.map(({ code }) => code)
	);
	const places = await knownPlaces(tx, scans);
	const lines = await lockLines(tx, take.id, [
		...new Set([...labels.values()].map(({ id }) => id))
	]);
	const changed = new Map<string, Line>();
	const rows = scans
		.toSorted((a, b) => a.scannedAt.getTime() - b.scannedAt.getTime())
		.map((scan): ScanRow => {
			const itemId = labels.get(sameLabel(scan.code))?.id ?? null;
			const placeId = places.has(scan.placeId ?? '') ? scan.placeId : null;
			const scannedAt = scan.scannedAt > at ? at : scan.scannedAt;
			const room = scan.room.trim();
			const line = lines.get(itemId ?? '');
			const outcome = line
				? see(line, { placeId, room, scannedAt, personId: actor.personId })
				: 'unknown';
			if (line && outcome !== 'twice') changed.set(line.itemId, line);
			return {
				...{ id: scan.id, stockTakeId: take.id, personId: actor.personId },
				...{ code: scan.code.trim(), itemId, placeId, room, note: scan.note.trim() },
				...{ scannedAt, arrivedAt: at, outcome, late }
			};
		});
	const inserted = await tx
		.insert(stockTakeScan)
		.values(rows)
		.onConflictDoNothing()
		.returning({ id: stockTakeScan.id });
	for (const line of changed.values()) {
		await tx
			.update(stockTakeLine)
			.set(line)
			.where(and(eq(stockTakeLine.stockTakeId, take.id), eq(stockTakeLine.itemId, line.itemId)));
	}
	if (late) {
		const unknown = rows.filter(({ outcome }) => outcome === 'unknown');
		await proposeUnknown(
			tx,
			take.id,
			unknown.map(({ code, placeId = null, room = '' }) => ({ code, placeId, room }))
		);
		await adjustProposals(tx, take.id, [...changed.values()], at);
	}
	return inserted.length > 0;
}

type Sight = { placeId: string | null; room: string; scannedAt: Date; personId: string };

/** Writes into the line what was seen. The latest sight counts; the same one again changes nothing. */
function see(line: Line, { placeId, room, scannedAt, personId }: Sight): ScanOutcome {
	if (line.foundAt) {
		const isSame = line.foundPlaceId === placeId && isSameRoom(line.foundRoom, room);
		if (isSame || scannedAt < line.foundAt) return 'twice';
	}
	const elsewhere = isElsewhere(line, { placeId, room });
	Object.assign(line, {
		...{ foundAt: scannedAt, foundById: personId, foundPlaceId: placeId, foundRoom: room },
		result: elsewhere ? 'wrong_place' : 'found'
	} satisfies Partial<Line>);
	return elsewhere ? 'elsewhere' : 'found';
}

/**
 * The lines of these things, with one made for each that was not expected, locked in one order. Where an act has moved a
 * thing since its line was written, the line says what the register says now.
 */
async function lockLines(tx: Tx, takeId: string, itemIds: string[]): Promise<Map<string, Line>> {
	if (itemIds.length === 0) return new Map();
	const sorted = itemIds.toSorted();
	await tx.execute(sql`insert into ${stockTakeLine}
		(stock_take_id, item_id, expected, state, holder_id, place_id, room, result, moves)
		select ${takeId}, i.id, false, i.state, i.holder_id, i.place_id, i.room, 'wrong_place', i.moves
		from ${item} i where i.id in ${sorted} order by i.id on conflict do nothing`);
	const lines = await tx
		.select()
		.from(stockTakeLine)
		.where(and(eq(stockTakeLine.stockTakeId, takeId), inArray(stockTakeLine.itemId, sorted)))
		.orderBy(stockTakeLine.itemId)
		.for('update');
	const items = await tx.select(standing).from(item).where(inArray(item.id, sorted));
	const nowOf = new Map(items.map(({ id, ...now }) => [id, now]));
	return new Map(lines.map((line) => [line.itemId, { ...line, ...nowOf.get(line.itemId) }]));
}

const standing = {
	id: item.id,
	state: item.state,
	holderId: item.holderId,
	placeId: item.placeId,
	room: item.room,
	moves: item.moves
};

async function knownPlaces(tx: Tx, scans: readonly Scan[]): Promise<Set<string>> {
	const ids = scans.flatMap(({ placeId }) => (placeId && isId(placeId) ? [placeId] : []));
	const rows = await tx.select({ id: place.id }).from(place).where(inArray(place.id, ids));
	return new Set(rows.map(({ id }) => id));
}

const uniqueById = (scans: readonly Scan[]): Scan[] => [
	...new Map(scans.map((scan) => [scan.id, scan])).values()
];
