import { and, inArray, isNull, notInArray, or, sql } from 'drizzle-orm';
import { DomainError, type FieldIssues } from '#lib/errors.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { item } from './tables.ts';

type Numbers = {
	id: string;
	inventoryNumber: string;
	serial: string;
	ownTag: string;
	machineUuid: string;
};
type NumberKey = Exclude<keyof Numbers, 'id'>;

const MESSAGES: Record<NumberKey, string> = {
	inventoryNumber: 'equipment_number_taken',
	serial: 'equipment_serial_taken',
	ownTag: 'equipment_tag_taken',
	machineUuid: 'equipment_machine_taken'
};
const KEYS = Object.keys(MESSAGES) as NumberKey[];

/**
 * Which numbers of these items are on another item already, in whatever case, or twice among them: Invalid with an issue
 * at each field and the number of the other item in its words. Undefined when they are all free.
 */
export async function takenBy(tx: Tx, items: readonly Numbers[]): Promise<DomainError | undefined> {
	const lower = (key: NumberKey) =>
		items.map((one) => one[key].toLowerCase()).filter((number) => number !== '');
	const ids = items.map(({ id }) => id);
	const others = await tx
		.select({
			id: item.id,
			inventoryNumber: item.inventoryNumber,
			serial: item.serial,
			ownTag: item.ownTag,
			machineUuid: item.machineUuid
		})
		.from(item)
		.where(
			and(
				isNull(item.withdrawnAt),
				notInArray(item.id, ids),
				or(
					inArray(
						item.inventoryNumber,
						lower('inventoryNumber').map((number) => number.toUpperCase())
					),
					and(sql`${item.serial} <> ''`, inArray(sql`lower(${item.serial})`, lower('serial'))),
					and(sql`${item.ownTag} <> ''`, inArray(sql`lower(${item.ownTag})`, lower('ownTag'))),
					and(sql`${item.machineUuid} <> ''`, inArray(item.machineUuid, lower('machineUuid')))
				)
			)
		);
	const issues: FieldIssues = {};
	let number = '';
	for (const key of KEYS) {
		const bearers = new Map<string, Numbers>();
		for (const one of [...others, ...items]) {
			const value = one[key].toLowerCase();
			const bearer = bearers.get(value);
			if (value !== '' && bearer && !issues[key]) {
				issues[key] = [MESSAGES[key]];
				number ||= bearer.inventoryNumber;
			}
			bearers.set(value, bearer ?? one);
		}
	}
	if (Object.keys(issues).length === 0) return undefined;
	return new DomainError('Invalid', 'errors_invalid', { number }, issues);
}
