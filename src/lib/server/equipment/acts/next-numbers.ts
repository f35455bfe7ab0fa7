import { desc, sql } from 'drizzle-orm';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { item } from '#lib/server/equipment/tables.ts';

/**
 * The next inventory numbers after the highest one of the series entered last: KM-10482 is followed by KM-10483. A
 * proposal for the form: a number that is taken meanwhile is refused when it is entered.
 */
export async function nextInventoryNumbers(db: DbOrTx, count: number): Promise<string[]> {
	const [newest] = await db
		.select({ number: item.inventoryNumber })
		.from(item)
		.where(sql`${item.inventoryNumber} ~ '^[A-Z-]*[0-9]{1,9}$'`)
		.orderBy(desc(item.id))
		.limit(1);
	const [, lead = 'KM-', digits = '10000'] = /^(.*?)(\d+)$/.exec(newest?.number ?? '') ?? [];
	const [found] = await db
		.select({
			highest: sql<number>`max(substring(${item.inventoryNumber} from '[0-9]+$')::int)`
		})
		.from(item)
		.where(sql`${item.inventoryNumber} ~ ${`^${lead}[0-9]{1,9}$`}`);
	const highest = found?.highest ?? Number(digits);
	return Array.from(
		{ length: count },
		(_, n) => `${lead}${String(highest + 1 + n).padStart(digits.length, '0')}`
	);
}
