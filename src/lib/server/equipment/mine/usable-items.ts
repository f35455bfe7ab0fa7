import { and, asc, eq, exists, inArray, isNull, ne, or, sql } from 'drizzle-orm';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { item } from '#lib/server/equipment/tables.ts';
import { person } from '#lib/server/people/tables.ts';

const MOST_DEVICES = 100;

/** Shared where one of these people works: nobody holds it by name. */
const sharedWith = (db: DbOrTx, personIds: readonly string[]) =>
	and(
		isNull(item.holderId),
		inArray(item.state, ['in_use', 'in_repair']),
		exists(
			db
				.select({ one: sql`1` })
				.from(person)
				.where(and(inArray(person.id, [...personIds]), eq(person.placeId, item.placeId)))
		)
	);

/** Of these things, the ones that a request for these people may name: theirs, and what is shared where they work. */
export async function usableItems(
	db: DbOrTx,
	ids: readonly string[],
	personIds: readonly string[]
): Promise<Set<string>> {
	if (ids.length === 0 || personIds.length === 0) return new Set();
	const rows = await db
		.select({ id: item.id })
		.from(item)
		.where(
			and(
				inArray(item.id, [...ids]),
				isNull(item.withdrawnAt),
				or(inArray(item.holderId, [...personIds]), sharedWith(db, personIds))
			)
		);
	return new Set(rows.map(({ id }) => id));
}

/**
 * The things that a form offers to ask about: in the person's hands, then shared where the person works. Nothing that is
 * missing, in repair or proposed for write-off. The caller has made sure that the reader may see them.
 */
export const devicesToName = (db: DbOrTx, personId: string) =>
	db
		.select({
			id: item.id,
			inventoryNumber: item.inventoryNumber,
			model: item.model,
			room: item.room
		})
		.from(item)
		.where(
			or(
				and(
					eq(item.holderId, personId),
					inArray(item.state, ['in_use', 'handed_over', 'to_be_returned'])
				),
				and(sharedWith(db, [personId]), eq(item.state, 'in_use'), ne(item.category, 'network'))
			)
		)
		.orderBy(sql`${item.holderId} is null`, asc(item.room), asc(item.inventoryNumber))
		.limit(MOST_DEVICES);
