import { createHash } from 'node:crypto';
import { inArray } from 'drizzle-orm';
import type { ActParty, ActText } from '#lib/equipment/act-text.ts';
import type { ItemRecord } from '#lib/server/equipment/item-record.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { person, place, unit } from '#lib/server/people/tables.ts';

/** Names as they stand now, of everybody and every place that an act mentions. */
export type ActNames = {
	person: (id: string | null | undefined) => ActParty | null;
	place: (id: string | null | undefined, room?: string | null) => string;
	locale: (id: string | null | undefined) => 'et' | 'ru' | 'en';
};

/** Reads the names that a document will bear. In Estonian, the language of the accounts; people by their own names. */
export async function readActNames(
	tx: Tx,
	personIds: readonly (string | null | undefined)[],
	placeIds: readonly (string | null | undefined)[]
): Promise<ActNames> {
	const people = await tx
		.select()
		.from(person)
		.where(inArray(person.id, known(personIds)));
	const units = await tx
		.select({ id: unit.id, name: unit.name })
		.from(unit)
		.where(inArray(unit.id, known(people.map(({ unitId }) => unitId))));
	const places = await tx
		.select({ id: place.id, name: place.name })
		.from(place)
		.where(inArray(place.id, known(placeIds)));
	const personOf = new Map(people.map((one) => [one.id, one]));
	const unitName = new Map(units.map(({ id, name }) => [id, name.et]));
	const placeName = new Map(places.map(({ id, name }) => [id, name.et]));
	return {
		person: (id) => {
			const found = personOf.get(id ?? '');
			if (!found) return null;
			const { name, position, unitId } = found;
			return { name, position, unit: unitName.get(unitId) ?? '' };
		},
		place: (id, room) => [placeName.get(id ?? ''), room].filter(Boolean).join(', '),
		locale: (id) => personOf.get(id ?? '')?.locale ?? 'et'
	};
}

/** Where an item is, in words: its place and room, and who has it. */
export const whereabouts = (
	names: ActNames,
	at: Pick<ItemRecord, 'placeId' | 'room' | 'holderId'>
): string =>
	[names.person(at.holderId)?.name, names.place(at.placeId, at.room)].filter(Boolean).join(', ');

const known = (ids: readonly (string | null | undefined)[]): string[] => [
	...new Set(ids.filter((id): id is string => Boolean(id)))
];

/** SHA-256 of a document's words as JSON with keys in order and no blanks (RFC 8785 for what documents hold). */
export function hashOfText(text: ActText): string {
	return createHash('sha256').update(canonical(text)).digest('hex');
}

function canonical(value: unknown): string {
	if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
	if (typeof value !== 'object' || value === null) return JSON.stringify(value);
	const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
	return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`).join(',')}}`;
}
