import { and, asc, eq, sql } from 'drizzle-orm';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { everyWord } from '#lib/server/search/search-query.ts';
import { person, unit } from './tables.ts';

/** A person as a search shows them. */
export type FoundPerson = { id: string; name: string; position: string; unitName: LocalizedText };

/**
 * People who work here, by the beginnings of their names, address or position. For those who may read the
 * register; anybody else finds nobody. One query.
 */
export async function searchPeople(
	db: DbOrTx,
	actor: Actor,
	text: string,
	limit: number
): Promise<FoundPerson[]> {
	const query = can(actor, 'people.read') ? everyWord(text) : undefined;
	if (!query) return [];
	return db
		.select({
			id: person.id,
			name: person.name,
			position: person.position,
			unitName: sql<LocalizedText>`${unit.name}`
		})
		.from(person)
		.innerJoin(unit, eq(unit.id, person.unitId))
		.where(and(eq(person.status, 'active'), sql`${person.search} @@ ${query}`))
		.orderBy(asc(person.name), asc(person.id))
		.limit(limit);
}
