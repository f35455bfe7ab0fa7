import { eq, inArray, or, sql } from 'drizzle-orm';
import { foldWords } from '#lib/imports/cell-values.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { person, place, unit } from '#lib/server/people/tables.ts';

/** Something found by its code or name; `many` when several are called so. */
export type Found<T> = T | 'many' | undefined;

export type NamedThing = { id: string; name: LocalizedText };
export type FoundPerson = {
	id: string;
	name: string;
	unitId: string;
	placeId: string | null;
	hasLeft: boolean;
};

/** Finds records by what a cell says, in any language and in any case. A code goes before a name. */
export class NameIndex<T> {
	readonly #codes = new Map<string, T>();
	readonly #names = new Map<string, T | 'many'>();

	add(thing: T, code: string, names: readonly (string | undefined)[]): void {
		this.#codes.set(code.toLowerCase(), thing);
		for (const name of new Set(names.map((one) => foldWords(one ?? '')))) {
			if (name) this.#names.set(name, this.#names.has(name) ? 'many' : thing);
		}
	}

	find(text: string): Found<T> {
		return this.#codes.get(text.trim().toLowerCase()) ?? this.#names.get(foldWords(text));
	}
}

/** Every place that is used, by code and name. */
export async function placeIndex(db: DbOrTx): Promise<NameIndex<NamedThing>> {
	const index = new NameIndex<NamedThing>();
	const rows = await db
		.select({ id: place.id, code: place.code, name: place.name })
		.from(place)
		.where(eq(place.active, true));
	for (const { code, ...row } of rows) index.add(row, code, Object.values(row.name));
	return index;
}

/** Every unit that is used, by code and name. */
export async function unitIndex(db: DbOrTx): Promise<NameIndex<NamedThing>> {
	const index = new NameIndex<NamedThing>();
	const rows = await db
		.select({ id: unit.id, code: unit.code, name: unit.name })
		.from(unit)
		.where(eq(unit.active, true));
	for (const { code, ...row } of rows) index.add(row, code, Object.values(row.name));
	return index;
}

/** The people whom cells name by address or name; somebody who left counts only where nobody else is called so. */
export async function findPeople(
	db: DbOrTx,
	texts: readonly string[]
): Promise<NameIndex<FoundPerson>> {
	const index = new NameIndex<FoundPerson>();
	const wanted = [...new Set(texts.map((text) => text.trim().toLowerCase()))];
	if (wanted.length === 0) return index;
	const rows = await db
		.select({
			id: person.id,
			name: person.name,
			email: person.email,
			unitId: person.unitId,
			placeId: person.placeId,
			status: person.status
		})
		.from(person)
		.where(or(inArray(person.email, wanted), inArray(sql`lower(${person.name})`, wanted)))
		.orderBy(person.id);
	const here = new Set(
		rows.filter(({ status }) => status === 'active').map(({ name }) => foldWords(name))
	);
	for (const { email, status, ...row } of rows) {
		const hasLeft = status === 'left';
		const named = hasLeft && here.has(foldWords(row.name)) ? [] : [row.name];
		index.add({ ...row, hasLeft }, email, named);
	}
	return index;
}
