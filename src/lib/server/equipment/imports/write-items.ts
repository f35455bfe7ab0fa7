import { and, eq, inArray } from 'drizzle-orm';
import type { Actor } from '#lib/people/actor.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { lockItems } from '#lib/server/equipment/item-record.ts';
import { enterItems, type NewItem } from '#lib/server/equipment/register-item.ts';
import { itemModel } from '#lib/server/equipment/tables.ts';
import type { ImportSpec, PlannedRow } from '#lib/server/imports/import-spec.ts';
import { changeItems } from './change-items.ts';
import {
	handOverLines,
	passOnLines,
	receiveLines,
	relocateLines,
	type ImportLine
} from './import-acts.ts';
import type { ItemSide, ItemWhere } from './item-row.ts';

const ROWS_AT_ONCE = 500;

/**
 * Writes planned rows of equipment: new items are entered and received by one act, and handed over by one act each
 * person; corrections are made; what stands elsewhere is moved by acts. The desk and each person signed this on paper
 * before, so nobody is asked to sign.
 */
export const writeItems: ImportSpec['write'] = async (tx, actor, rows, { at, progress }) => {
	const making = { tx, actor, at };
	const inserts = rows.filter(({ kind }) => kind === 'insert');
	const changes = rows.filter(({ kind }) => kind === 'change');
	const moving = changes.filter(({ after }) => sideOf(after).moving);
	const ids = new Map(changes.map(({ row, recordId }) => [row, recordId ?? '']));
	for (const some of inBatches(inserts)) {
		const made = await enterItems(tx, actor, some.map(newItem), at);
		some.forEach(({ row }, n) => ids.set(row, made[n] ?? ''));
		await progress(Math.floor(some.length / 2));
	}
	await nameMakers(tx, inserts);
	for (const some of inBatches(changes)) {
		await changeItems(tx, actor, some, at);
		await progress(some.length);
	}
	const entered = await lockedLines(tx, actor, inserts, ids, ({ where }) => where);
	const moved = await lockedLines(tx, actor, moving, ids, (side) => side.moving);
	const eventOf = new Map(moving.map(({ row, after }) => [row, sideOf(after).moving?.event]));
	const which = (event: string) => moved.filter(({ row }) => eventOf.get(row) === event);
	await receiveLines(making, entered);
	const given = entered.filter(({ holderId }) => holderId);
	await handOverLines(making, [...given, ...which('handed_over')]);
	await passOnLines(making, which('passed_on'));
	await relocateLines(making, which('relocated'));
	await progress(inserts.length);
	const recordOf = new Map([...entered, ...moved].map(({ row, record }) => [row, record]));
	return rows.map(({ row, after }) => {
		const record = recordOf.get(row);
		return {
			...{ row, recordId: ids.get(row) ?? '' },
			...(record && after ? { after: { ...after, moves: record.moves } } : {})
		};
	});
};

const sideOf = (after: PlannedRow['after']): ItemSide => after as ItemSide;

function* inBatches<T>(rows: readonly T[]): Generator<T[]> {
	for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) {
		yield rows.slice(start, start + ROWS_AT_ONCE);
	}
}

function newItem({ values, after }: PlannedRow): NewItem {
	const { facts, own } = sideOf(after);
	return {
		...facts,
		inventoryNumber: values.inventoryNumber ?? '',
		category: facts.category ?? '',
		model: facts.model ?? '',
		own
	};
}

/** Models that nobody has named a maker for get that of the file. */
async function nameMakers(tx: Tx, rows: readonly PlannedRow[]): Promise<void> {
	const makers = new Map<string, { maker: string; category: string; model: string }>();
	for (const { after } of rows) {
		const { maker, facts } = sideOf(after);
		const { category = '', model = '' } = facts;
		if (maker)
			makers.set(JSON.stringify([category, model.toLowerCase()]), { maker, category, model });
	}
	if (makers.size === 0) return;
	const wanted = new Map([...makers].map(([key, one]) => [key, one]));
	const models = await tx
		.select({ id: itemModel.id, category: itemModel.category, name: itemModel.name })
		.from(itemModel)
		.where(
			and(
				eq(itemModel.maker, ''),
				inArray(itemModel.category, [
					...new Set([...makers.values()].map(({ category }) => category))
				])
			)
		);
	for (const { id, category, name } of models) {
		const found = wanted.get(JSON.stringify([category, name.toLowerCase()]));
		if (found) await tx.update(itemModel).set({ maker: found.maker }).where(eq(itemModel.id, id));
	}
}

async function lockedLines(
	tx: Tx,
	actor: Actor,
	rows: readonly PlannedRow[],
	ids: ReadonlyMap<number, string>,
	whereOf: (side: ItemSide) => ItemWhere | undefined
): Promise<ImportLine[]> {
	if (rows.length === 0) return [];
	const records = await lockItems(
		tx,
		actor,
		rows.map(({ row }) => ({ itemId: ids.get(row) ?? '' }))
	);
	return rows.flatMap(({ row, after }, n) => {
		const record = records[n];
		const { holderId, placeId, room } = whereOf(sideOf(after)) ?? {};
		return record ? [{ row, record, holderId, placeId, room }] : [];
	});
}
