import { and, inArray, isNull, notInArray, or, sql } from 'drizzle-orm';
import type { FieldIssues } from '#lib/errors.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { item } from './tables.ts';

type Numbers = { id: string; inventoryNumber: string; serial: string; ownTag: string };

const MESSAGES = {
	inventoryNumber: 'registers_number_taken',
	serial: 'registers_serial_taken',
	ownTag: 'registers_tag_taken'
} as const;

/**
 * Which numbers of the items that the register refused are on another item already, in whatever case, or twice among
 * them: issues at the fields. `madeIds` are those that it did take.
 */
export async function takenBy(
	tx: Tx,
	items: readonly Numbers[],
	madeIds: readonly string[]
): Promise<FieldIssues> {
	const refused = items.filter(({ id }) => !madeIds.includes(id));
	const lower = (key: keyof typeof MESSAGES) => refused.map((one) => one[key].toLowerCase());
	const others = await tx
		.select({
			id: item.id,
			inventoryNumber: item.inventoryNumber,
			serial: item.serial,
			ownTag: item.ownTag
		})
		.from(item)
		.where(
			and(
				isNull(item.withdrawnAt),
				notInArray(
					item.id,
					items.map(({ id }) => id)
				),
				or(
					inArray(sql`lower(${item.inventoryNumber})`, lower('inventoryNumber')),
					inArray(sql`lower(${item.serial})`, lower('serial')),
					inArray(sql`lower(${item.ownTag})`, lower('ownTag'))
				)
			)
		);
	const all = [...others, ...items];
	const clashes = (key: keyof typeof MESSAGES) =>
		refused.some((one) =>
			all.some(
				(other) =>
					other.id !== one.id &&
					one[key] !== '' &&
					other[key].toLowerCase() === one[key].toLowerCase()
			)
		);
	const keys = (['inventoryNumber', 'serial', 'ownTag'] as const).filter(clashes);
	return Object.fromEntries(keys.map((key) => [key, [MESSAGES[key]]]));
}
