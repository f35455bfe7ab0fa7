import { ilike, inArray, or, sql, type SQL, type SQLWrapper } from 'drizzle-orm';
import { registerScope } from '#lib/people/register-scope.ts';
import type { Actor } from '#lib/people/actor.ts';
import { person } from '#lib/server/people/tables.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Ids from an address; whatever is not an id matches nothing instead of failing in the database. */
export function idIn(column: SQLWrapper, values: string[]): SQL {
	const ids = values.filter((value) => UUID.test(value));
	return ids.length > 0 ? inArray(column, ids) : sql`false`;
}

/** True when a text from an address or a form can be an id at all. */
export const isId = (value: string) => UUID.test(value);

/** A unit, given by its chain of units above it, is one of these or below one of them. */
export function withinUnits(ancestorIds: SQLWrapper, values: string[]): SQL {
	const ids = values.filter((value) => UUID.test(value));
	const inside = ids.map((id) => sql`${ancestorIds} @> array[${id}::uuid]`);
	return or(...inside, sql`false`) ?? sql`false`;
}

/** The row's joined person is in a unit whose registers the reader keeps or audits. */
export function personInRegisterScope(actor: Actor): SQL | undefined {
	const units = registerScope(actor);
	return units === null ? undefined : idIn(person.unitId, units);
}

/** The words as they are, anywhere in the text. */
export const contains = (text: SQLWrapper, words: string) =>
	ilike(sql`${text}`, `%${words.replace(/[%_\\]/g, '\\$&')}%`);
