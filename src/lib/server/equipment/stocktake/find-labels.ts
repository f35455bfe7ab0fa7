import { and, inArray, isNull, or, sql } from 'drizzle-orm';
import { readLabelCode, sameLabel } from '#lib/equipment/stocktake/label-code.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { item } from '#lib/server/equipment/tables.ts';

/**
 * Which items these readings mean, by the reading in its plain form (`sameLabel`): the address on a label, the number of
 * the accounts, the own tag, the serial, in this order where they contradict each other. Unknown ones are absent.
 */
export async function findLabels(
	db: DbOrTx,
	codes: readonly string[]
): Promise<Map<string, { id: string }>> {
	const read = codes.map(readLabelCode);
	const ids = read.flatMap((one) => ('itemId' in one ? [one.itemId] : []));
	const numbers = read.flatMap((one) => ('number' in one && one.number ? [one.number] : []));
	const small = numbers.map((number) => number.toLowerCase());
	const rows = await db
		.select({ id: item.id, number: item.inventoryNumber, tag: item.ownTag, serial: item.serial })
		.from(item)
		.where(
			and(
				isNull(item.withdrawnAt),
				or(
					inArray(item.id, ids),
					inArray(item.inventoryNumber, numbers),
					and(inArray(sql`lower(${item.ownTag})`, small), sql`${item.ownTag} <> ''`),
					and(inArray(sql`lower(${item.serial})`, small), sql`${item.serial} <> ''`)
				)
			)
		);
	const found = new Map<string, { id: string }>();
	for (const key of ['serial', 'tag', 'number', 'id'] as const) {
		for (const row of rows) if (row[key]) found.set(sameLabel(row[key]), { id: row.id });
	}
	return found;
}
