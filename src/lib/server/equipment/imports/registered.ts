import { and, eq, getTableColumns, inArray, isNull, or, sql } from 'drizzle-orm';
import type { DbOrTx } from '#lib/server/db/client.ts';
import type { ItemRecord } from '#lib/server/equipment/item-record.ts';
import { itemField, itemFieldValue } from '#lib/server/equipment/register/tables.ts';
import { item } from '#lib/server/equipment/tables.ts';
import { person, place } from '#lib/server/people/tables.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';

/** An item of the register with the names that a preview shows. */
export type Registered = ItemRecord & { placeName: LocalizedText | null };

export type RegisteredItems = {
	byNumber: Map<string, Registered>;
	bySerial: Map<string, string>;
	byTag: Map<string, string>;
	/** Own values of items, by the id of the item and the key of the field. */
	own: Map<string, Record<string, string>>;
};

type Wanted = { numbers: string[]; serials: string[]; tags: string[] };

/** What the register has under these numbers, serials and tags; the latter two in lower case. */
export async function registeredItems(db: DbOrTx, wanted: Wanted): Promise<RegisteredItems> {
	const { search: _, ...columns } = getTableColumns(item);
	const rows = await db
		.select({
			...columns,
			holderName: person.name,
			holderUnitId: person.unitId,
			placeName: place.name
		})
		.from(item)
		.leftJoin(person, eq(person.id, item.holderId))
		.leftJoin(place, eq(place.id, item.placeId))
		.where(
			and(
				isNull(item.withdrawnAt),
				or(
					inArray(item.inventoryNumber, wanted.numbers),
					and(sql`${item.serial} <> ''`, inArray(sql`lower(${item.serial})`, wanted.serials)),
					and(sql`${item.ownTag} <> ''`, inArray(sql`lower(${item.ownTag})`, wanted.tags))
				)
			)
		);
	const numbers = new Set(wanted.numbers);
	const found: RegisteredItems = {
		byNumber: new Map(),
		bySerial: new Map(),
		byTag: new Map(),
		own: new Map()
	};
	for (const { holderUnitId, ...row } of rows) {
		const number = row.inventoryNumber;
		if (row.serial) found.bySerial.set(row.serial.toLowerCase(), number);
		if (row.ownTag) found.byTag.set(row.ownTag.toLowerCase(), number);
		const record = { ...row, scopeUnitId: holderUnitId ?? row.unitId };
		if (numbers.has(number)) found.byNumber.set(number, record);
	}
	await readOwn(db, found);
	return found;
}

async function readOwn(db: DbOrTx, found: RegisteredItems): Promise<void> {
	const ids = [...found.byNumber.values()].map(({ id }) => id);
	if (ids.length === 0) return;
	const values = await db
		.select({ itemId: itemFieldValue.itemId, key: itemField.key, value: itemFieldValue.value })
		.from(itemFieldValue)
		.innerJoin(itemField, eq(itemField.id, itemFieldValue.fieldId))
		.where(and(inArray(itemFieldValue.itemId, ids), isNull(itemField.retiredAt)));
	for (const { itemId, key, value } of values) {
		found.own.set(itemId, { ...found.own.get(itemId), [key]: value });
	}
}

/** Which items have these values in fields whose values only one may have: numbers by field and value in lower case. */
export async function uniqueValues(
	db: DbOrTx,
	values: readonly { fieldId: string; value: string }[]
): Promise<Map<string, string>> {
	if (values.length === 0) return new Map();
	const rows = await db
		.select({
			fieldId: itemFieldValue.fieldId,
			value: sql<string>`lower(${itemFieldValue.value})`,
			number: item.inventoryNumber
		})
		.from(itemFieldValue)
		.innerJoin(item, eq(item.id, itemFieldValue.itemId))
		.where(
			and(
				itemFieldValue.isUnique,
				inArray(itemFieldValue.fieldId, [...new Set(values.map(({ fieldId }) => fieldId))]),
				inArray(
					sql`lower(${itemFieldValue.value})`,
					values.map(({ value }) => value.toLowerCase())
				)
			)
		);
	return new Map(rows.map(({ fieldId, value, number }) => [`${fieldId} ${value}`, number]));
}
