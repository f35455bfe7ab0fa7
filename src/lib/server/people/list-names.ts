import { inArray } from 'drizzle-orm';
import { localize, type Locale } from '#lib/i18n/localized.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { person, place, unit } from './tables.ts';

/** Names of people by id; unknown ids are absent. */
export async function listPersonNames(db: DbOrTx, ids: string[]): Promise<Map<string, string>> {
	if (ids.length === 0) return new Map();
	const rows = await db
		.select({ id: person.id, name: person.name })
		.from(person)
		.where(inArray(person.id, ids));
	return new Map(rows.map((row) => [row.id, row.name]));
}

/** Names of units by id in a language. */
export async function listUnitNames(
	db: DbOrTx,
	ids: string[],
	locale: Locale
): Promise<Map<string, string>> {
	if (ids.length === 0) return new Map();
	const rows = await db
		.select({ id: unit.id, name: unit.name })
		.from(unit)
		.where(inArray(unit.id, ids));
	return new Map(rows.map((row) => [row.id, localize(row.name, locale)]));
}

/** Names of places by id in a language. */
export async function listPlaceNames(
	db: DbOrTx,
	ids: string[],
	locale: Locale
): Promise<Map<string, string>> {
	if (ids.length === 0) return new Map();
	const rows = await db
		.select({ id: place.id, name: place.name })
		.from(place)
		.where(inArray(place.id, ids));
	return new Map(rows.map((row) => [row.id, localize(row.name, locale)]));
}
