import { inArray } from 'drizzle-orm';
import { localize, type Locale } from '#lib/i18n/localized.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { person, place, unit } from './tables.ts';

/** Names of people by id; unknown ids are absent. */
export const listPersonNames = (db: DbOrTx, ids: string[]) =>
	byId(
		ids,
		(name: string) => name,
		() =>
			db.select({ id: person.id, name: person.name }).from(person).where(inArray(person.id, ids))
	);

/** Names of units by id in a language. */
export const listUnitNames = (db: DbOrTx, ids: string[], locale: Locale) =>
	byId(
		ids,
		(name) => localize(name, locale),
		() => db.select({ id: unit.id, name: unit.name }).from(unit).where(inArray(unit.id, ids))
	);

/** Names of places by id in a language. */
export const listPlaceNames = (db: DbOrTx, ids: string[], locale: Locale) =>
	byId(
		ids,
		(name) => localize(name, locale),
		() => db.select({ id: place.id, name: place.name }).from(place).where(inArray(place.id, ids))
	);

async function byId<N>(
	ids: string[],
	say: (name: N) => string,
	read: () => PromiseLike<{ id: string; name: N }[]>
): Promise<Map<string, string>> {
	if (ids.length === 0) return new Map();
	return new Map((await read()).map((row) => [row.id, say(row.name)]));
}
