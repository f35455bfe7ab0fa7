import { ilike, inArray, or, sql, type SQL, type SQLWrapper } from 'drizzle-orm';
import { isId } from '#lib/ids.ts';

/** Ids from an address; whatever is not an id matches nothing instead of failing in the database. */
export function idIn(column: SQLWrapper, values: string[]): SQL {
	const ids = values.filter(isId);
	return ids.length > 0 ? inArray(column, ids) : sql`false`;
}

/** A unit, given by its chain of units above it, is one of these or below one of them. */
export function withinUnits(ancestorIds: SQLWrapper, values: string[]): SQL {
	const inside = values.filter(isId).map((id) => sql`${ancestorIds} @> array[${id}::uuid]`);
	return or(...inside, sql`false`) ?? sql`false`;
}

/** The words as they are, anywhere in the text: `%` and `_` typed by somebody mean themselves. */
export const contains = (text: SQLWrapper, words: string) =>
	ilike(sql`${text}`, `%${words.replace(/[%_\\]/g, '\\$&')}%`);
