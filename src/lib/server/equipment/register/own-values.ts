import { and, eq, inArray, isNull, ne, sql } from 'drizzle-orm';
import { DomainError, invalid, type FieldIssues } from '#lib/errors.ts';
import { ownName, readOwnValue, type OwnField } from '#lib/equipment/own-fields.ts';
import type { DbOrTx, Tx } from '#lib/server/db/client.ts';
import { item } from '#lib/server/equipment/tables.ts';
import { itemField, itemFieldValue } from './tables.ts';

/** What an item has in the own fields of its category: values by the key of the field. */
export type OwnValues = Record<string, string>;

/** Reads what was typed in a category's own fields. Throws Invalid at `own.<key>`. */
export function readOwnValues(fields: readonly OwnField[], typed: OwnValues): OwnValues {
	const issues: FieldIssues = {};
	const values: OwnValues = {};
	for (const field of fields) {
		const read = readOwnValue(field, typed[field.key] ?? '');
		if ('issue' in read) issues[ownName(field.key)] = [read.issue];
		else if (read.value !== '') values[field.key] = read.value;
	}
	if (Object.keys(issues).length > 0) throw invalid(issues);
	return values;
}

/**
 * Writes the own values of items anew, those of a category at a time. Throws Invalid `equipment_own_taken` at the field
 * when another item has a value that only one may have, naming that item.
 */
export async function writeOwnValues(
	tx: Tx,
	fields: readonly OwnField[],
	items: readonly { itemId: string; values: OwnValues }[],
	isNew = false
): Promise<void> {
	const rows = items.flatMap(({ itemId, values }) =>
		fields.flatMap(({ id: fieldId, key, isUnique }) => {
			const value = values[key];
			return value ? [{ itemId, fieldId, value, isUnique }] : [];
		})
	);
	if (!isNew) {
		const ids = items.map(({ itemId }) => itemId);
		// Values of fields that were retired stay: they come back with the field.
		const living = tx
			.select({ id: itemField.id })
			.from(itemField)
			.where(isNull(itemField.retiredAt));
		await tx
			.delete(itemFieldValue)
			.where(and(inArray(itemFieldValue.itemId, ids), inArray(itemFieldValue.fieldId, living)));
	}
	for (let start = 0; start < rows.length; start += 1000) {
		const some = rows.slice(start, start + 1000);
		const made = await tx
			.insert(itemFieldValue)
			.values(some)
			.onConflictDoNothing()
			.returning({ itemId: itemFieldValue.itemId, fieldId: itemFieldValue.fieldId });
		if (made.length === some.length) continue;
		const done = new Set(made.map(({ itemId, fieldId }) => `${itemId} ${fieldId}`));
		const refused = some.find(({ itemId, fieldId }) => !done.has(`${itemId} ${fieldId}`));
		if (refused) throw await takenValue(tx, fields, refused);
	}
}

async function takenValue(
	tx: Tx,
	fields: readonly OwnField[],
	refused: { itemId: string; fieldId: string; value: string }
): Promise<DomainError> {
	const [other] = await tx
		.select({ number: item.inventoryNumber })
		.from(itemFieldValue)
		.innerJoin(item, eq(item.id, itemFieldValue.itemId))
		.where(
			and(
				eq(itemFieldValue.fieldId, refused.fieldId),
				eq(sql`lower(${itemFieldValue.value})`, refused.value.toLowerCase()),
				ne(itemFieldValue.itemId, refused.itemId)
			)
		);
	const key = fields.find(({ id }) => id === refused.fieldId)?.key ?? '';
	const details = { number: other?.number ?? '' };
	return new DomainError('Invalid', 'errors_invalid', details, {
		[ownName(key)]: ['equipment_own_taken']
	});
}

/** Own values of an item, by the key of the field. */
export async function ownValuesOf(
	db: DbOrTx,
	itemId: string,
	fields: readonly OwnField[]
): Promise<OwnValues> {
	if (fields.length === 0) return {};
	const rows = await db
		.select({ fieldId: itemFieldValue.fieldId, value: itemFieldValue.value })
		.from(itemFieldValue)
		.where(
			and(
				eq(itemFieldValue.itemId, itemId),
				inArray(
					itemFieldValue.fieldId,
					fields.map(({ id }) => id)
				)
			)
		);
	const keys = new Map(fields.map(({ id, key }) => [id, key]));
	return Object.fromEntries(rows.map(({ fieldId, value }) => [keys.get(fieldId) ?? '', value]));
}
