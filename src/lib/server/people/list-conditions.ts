import { inArray, or, sql, type SQL, type SQLWrapper } from 'drizzle-orm';
import { unit } from './tables.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** True when a text from an address can be an id at all. */
export const isId = (value: string) => UUID.test(value);

/** Ids from an address; whatever is not an id matches nothing instead of failing in the database. */
export function idIn(column: SQLWrapper, values: string[]): SQL {
	const ids = values.filter(isId);
	return ids.length > 0 ? inArray(column, ids) : sql`false`;
}

/** The row's joined unit is one of these or below one of them. */
export function withinUnits(values: string[]): SQL {
	const ids = values.filter(isId);
	return or(...ids.map((id) => sql`${unit.ancestorIds} @> array[${id}::uuid]`)) ?? sql`false`;
}
