import { desc, sql } from 'drizzle-orm';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { item } from '#lib/server/equipment/tables.ts';

const LAST_LOOKED_AT = 200;

/**
 * The next inventory numbers after the highest one of the series entered last: KM-10482 is followed by KM-10483. A
 * proposal for the form: a number that is taken meanwhile is refused when it is entered.
 */
export async function nextInventoryNumbers(db: DbOrTx, count: number): Promise<string[]> {
	const last = await db
		.select({ number: item.inventoryNumber })
		.from(item)
		.where(sql`${item.inventoryNumber} ~ '^[A-Z-]*[0-9]{1,9}$'`)
		.orderBy(desc(item.id))
		.limit(LAST_LOOKED_AT);
	const series = last.flatMap(({ number }) => {
		const parts = /^(.*?)(\d+)$/.exec(number);
		return parts ? [{ lead: parts[1] ?? '', digits: parts[2] ?? '' }] : [];
	});
	const lead = series[0]?.lead ?? 'KM-';
	const same = series.filter((one) => one.lead === lead);
	const highest = Math.max(10_000, ...same.map(({ digits }) => Number(digits)));
	const width = same[0]?.digits.length ?? 5;
	return Array.from(
		{ length: count },
		(_, n) => `${lead}${String(highest + 1 + n).padStart(width, '0')}`
	);
}
