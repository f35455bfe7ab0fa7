import { and, inArray, isNull, ne } from 'drizzle-orm';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { item } from './tables.ts';

/** Ids of devices by the numbers on their labels, written in any case; unknown, written-off and withdrawn ones are absent. */
export async function findItemsByNumber(
	db: DbOrTx,
	numbers: readonly string[]
): Promise<Map<string, string>> {
	const wanted = [...new Set(numbers.map((number) => number.trim().toUpperCase()))];
	if (wanted.length === 0) return new Map();
	const rows = await db
		.select({ id: item.id, number: item.inventoryNumber })
		.from(item)
		.where(
			and(
				inArray(item.inventoryNumber, wanted),
				ne(item.state, 'written_off'),
				isNull(item.withdrawnAt)
			)
		);
	return new Map(rows.map(({ id, number }) => [number, id]));
}

/** The numbers on the labels of these devices, in their order. */
export async function listItemNumbers(db: DbOrTx, ids: string[]): Promise<string[]> {
	if (ids.length === 0) return [];
	const rows = await db
		.select({ number: item.inventoryNumber })
		.from(item)
		.where(inArray(item.id, ids))
		.orderBy(item.inventoryNumber);
	return rows.map(({ number }) => number);
}

/** Numbers of these devices by their ids; unknown ids are absent. */
export async function listItemNumbersById(db: DbOrTx, ids: string[]): Promise<Map<string, string>> {
	if (ids.length === 0) return new Map();
	const rows = await db
		.select({ id: item.id, number: item.inventoryNumber })
		.from(item)
		.where(inArray(item.id, ids));
	return new Map(rows.map(({ id, number }) => [id, number]));
}
