import { inArray } from 'drizzle-orm';
import type { Locale } from '#lib/i18n/localized.ts';
import { isId } from '#lib/ids.ts';
import type { RecordLabels } from '#lib/catalogue/render-answer.ts';
import { listItemNames } from '#lib/server/equipment/list-item-names.ts';
import { listPersonNames, listPlaceNames, listUnitNames } from '#lib/server/people/list-names.ts';
import { listProductNames } from '#lib/server/software/list-product-names.ts';
import { listSeats } from '#lib/server/software/list-held-seats.ts';
import { listRightsById } from '#lib/server/systems/list-held-rights.ts';
import { listRoleNames } from '#lib/server/systems/list-role-names.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { attachment } from './tables.ts';

/** A record that an answer points to, as the form engine names it. */
export type AnswerRecord = { kind: string; id: string; role?: string };

/**
 * Names of the records that answers point to, keyed as `recordKey` does; what does not exist has no name.
 * Each register is asked at most once.
 */
export async function labelRecords(
	db: DbOrTx,
	records: readonly AnswerRecord[],
	locale: Locale
): Promise<RecordLabels> {
	const ids = (...kinds: string[]) => [
		...new Set(
			records
				.filter((record) => kinds.includes(record.kind))
				.map((record) => (record.kind === 'system_role' ? (record.role ?? '') : record.id))
				.filter(isId)
		)
	];
	const [people, units, places, items, products, seats, rights, roles, files] = await Promise.all([
		listPersonNames(db, ids('person')),
		listUnitNames(db, ids('unit'), locale),
		listPlaceNames(db, ids('place'), locale),
		listItemNames(db, ids('my_equipment', 'item')),
		listProductNames(db, ids('software', 'product')),
		listSeats(db, ids('my_seat')),
		listRightsById(db, ids('my_right'), locale),
		listRoleNames(db, ids('system_role'), locale),
		listFileNames(db, ids('file'))
	]);
	const labels: Record<string, string> = {};
	for (const [id, name] of people) labels[`person:${id}`] = name;
	for (const [id, name] of units) labels[`unit:${id}`] = name;
	for (const [id, name] of places) labels[`place:${id}`] = name;
	for (const [id, { name }] of items) labels[`my_equipment:${id}`] = name;
	for (const [id, name] of products) labels[`software:${id}`] = name;
	for (const { id, name } of seats) labels[`my_seat:${id}`] = name;
	for (const { id, name, role } of rights) labels[`my_right:${id}`] = `${name}: ${role}`;
	for (const [id, { name, systemId }] of roles) labels[`right:${systemId}:${id}`] = name;
	for (const [id, name] of files) labels[`file:${id}`] = name;
	return labels;
}

async function listFileNames(db: DbOrTx, ids: string[]): Promise<Map<string, string>> {
	if (ids.length === 0) return new Map();
	const rows = await db
		.select({ id: attachment.id, name: attachment.name })
		.from(attachment)
		.where(inArray(attachment.id, ids));
	return new Map(rows.map((row) => [row.id, row.name]));
}
