import { eq, inArray } from 'drizzle-orm';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { person, place, unit } from './tables.ts';

/** What other rooms need to know about a person: who, where, whose. */
export type PersonFacts = {
	id: string;
	name: string;
	email: string;
	position: string;
	phone: string;
	status: 'active' | 'left';
	locale: 'et' | 'ru' | 'en';
	managerId: string | null;
	unitId: string;
	unitName: LocalizedText;
	unitAncestorIds: string[];
	placeId: string | null;
	placeName: LocalizedText | null;
	/** Working-hours key of the place; `office` where none is known. */
	hours: string;
};

/** Facts of these people, in no order; unknown ids are left out. */
export async function listPersonFacts(db: DbOrTx, ids: string[]): Promise<PersonFacts[]> {
	if (ids.length === 0) return [];
	const rows = await db
		.select({
			id: person.id,
			name: person.name,
			email: person.email,
			position: person.position,
			phone: person.phone,
			status: person.status,
			locale: person.locale,
			managerId: person.managerId,
			unitId: person.unitId,
			unitName: unit.name,
			unitAncestorIds: unit.ancestorIds,
			placeId: person.placeId,
			placeName: place.name,
			hours: place.hours
		})
		.from(person)
		.innerJoin(unit, eq(unit.id, person.unitId))
		.leftJoin(place, eq(place.id, person.placeId))
		.where(inArray(person.id, ids));
	return rows.map((row) => ({ ...row, hours: row.hours ?? 'office' }));
}

/** Facts of one person, or undefined. */
export async function findPersonFacts(db: DbOrTx, id: string): Promise<PersonFacts | undefined> {
	return (await listPersonFacts(db, [id]))[0];
}
