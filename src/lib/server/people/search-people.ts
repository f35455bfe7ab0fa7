import { and, eq, sql } from 'drizzle-orm';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { Actor } from '#lib/people/actor.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { personWords } from './name-words.ts';
import { person, unit } from './tables.ts';

/** A person as a picker shows them. */
export type FoundPerson = { id: string; name: string; position: string; unitName: LocalizedText };

const MOST_FOUND = 20;

/**
 * Active people whose name or address holds every typed word, colleagues of the own unit first; at most twenty.
 * For everybody who is signed in: name, position and unit are no secret within the organisation. Nothing typed
 * finds the own unit.
 */
export async function searchPeople(db: DbOrTx, actor: Actor, text: string): Promise<FoundPerson[]> {
	const words = personWords(text);
	return db
		.select({ id: person.id, name: person.name, position: person.position, unitName: unit.name })
		.from(person)
		.innerJoin(unit, eq(unit.id, person.unitId))
		.where(and(eq(person.status, 'active'), words ?? eq(person.unitId, actor.unitId)))
		.orderBy(sql`${person.unitId} = ${actor.unitId} desc`, person.name, person.id)
		.limit(MOST_FOUND);
}

/**
 * Whom somebody meant who typed a name and could not choose from a list (no JavaScript): the only active person
 * it fits, or the only one with exactly this name or address. Undefined when it fits nobody or several.
 */
export async function findTypedPerson(
	db: DbOrTx,
	actor: Actor,
	typed: string
): Promise<FoundPerson | undefined> {
	const text = typed.trim();
	if (text === '') return undefined;
	const found = await searchPeople(db, actor, text);
	if (found.length === 1) return found[0];
	const same = found.filter(({ name }) => name.toLowerCase() === text.toLowerCase());
	return same.length === 1 ? same[0] : undefined;
}
