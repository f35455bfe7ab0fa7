import { eq, inArray, or, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { forbidden, notFound } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import { localize, type Locale, type LocalizedText } from '#lib/i18n/localized.ts';
import type { Actor } from '#lib/people/actor.ts';
import { placesShape } from '#lib/people/list-shapes.ts';
import { can } from '#lib/people/permissions.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { contains } from '#lib/server/lists/conditions.ts';
import type { ListSpec } from '#lib/server/lists/list-page.ts';
import { fingerprint } from './stale-form.ts';
import { person, place } from './tables.ts';

export type PlaceRow = {
	id: string;
	code: string;
	name: LocalizedText;
	address: string;
	district: string;
	hours: string;
	headName: string | null;
	active: boolean;
	people: number;
	cursor: string;
};

const head = alias(person, 'head');

/** The register of places. Rows are the same for everybody who may open it. */
export const placesList: ListSpec<PlaceRow> = {
	shape: placesShape,
	scope: () => undefined,
	filters: {
		district: (values) => inArray(place.district, values),
		hours: (values) => inArray(place.hours, values),
		active: (values) => inArray(sql`${place.active}::text`, values)
	},
	search: (text) => {
		return or(contains(sql`${place.name}::text`, text), contains(place.address, text));
	},
	sorts: {
		name: {
			keys: [
				{ expr: sql`lower(${place.name}->>'et')`, type: 'text' },
				{ expr: sql`${place.code}`, type: 'text' }
			]
		}
	},
	rows: (db, { where, orderBy, limit, cursor }) =>
		db
			.select({
				id: place.id,
				code: place.code,
				name: place.name,
				address: place.address,
				district: place.district,
				hours: place.hours,
				headName: head.name,
				active: place.active,
				people: sql<number>`(select count(*)::int from ${person}
					where ${person.placeId} = ${place.id} and ${person.status} = 'active')`,
				cursor
			})
			.from(place)
			.leftJoin(head, eq(head.id, place.headId))
			.where(where)
			.orderBy(...orderBy)
			.limit(limit),
	count: async (db, where, upTo) => {
		const some = db.select({ id: place.id }).from(place).where(where).limit(upTo).as('some');
		const [counted] = await db.select({ count: sql<number>`count(*)::int` }).from(some);
		return counted?.count ?? 0;
	}
};

/** Open places by name, for choosing one. */
export async function listPlaceOptions(
	db: DbOrTx,
	locale: Locale
): Promise<{ id: string; name: string; address: string; district: string }[]> {
	const rows = await db
		.select({ id: place.id, name: place.name, address: place.address, district: place.district })
		.from(place)
		.where(eq(place.active, true));
	const order = new Intl.Collator(locale);
	return rows
		.map((row) => ({ ...row, name: localize(row.name, locale) }))
		.sort((a, b) => order.compare(a.name, b.name));
}

/** Districts that places name, for filtering. */
export async function listDistricts(db: DbOrTx): Promise<string[]> {
	const rows = await db
		.selectDistinct({ district: place.district })
		.from(place)
		.where(sql`${place.district} <> ''`)
		.orderBy(place.district);
	return rows.map(({ district }) => district);
}

/** One place with the fingerprint that its form brings back. Whoever may read people. Throws Forbidden; NotFound. */
export async function getPlace(db: DbOrTx, actor: Actor, id: string) {
	if (!can(actor, 'people.read')) throw forbidden();
	if (!isId(id)) throw notFound();
	const [row] = await db
		.select({ place, headName: head.name })
		.from(place)
		.leftJoin(head, eq(head.id, place.headId))
		.where(eq(place.id, id));
	if (!row) throw notFound();
	return { ...row.place, headName: row.headName, seen: fingerprint(row.place) };
}
