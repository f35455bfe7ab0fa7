import { eq } from 'drizzle-orm';
import type { Locale } from '#lib/i18n/localized.ts';
import { isoDay } from '#lib/format/moments.ts';
import type { Actor } from '#lib/people/actor.ts';
import { findActor } from '#lib/server/auth/actor-row.ts';
import type { Db } from '#lib/server/db/client.ts';
import { person, place, unit } from '#lib/server/people/tables.ts';
import type { Random } from './random.ts';
import type { StoryClock } from './timeline.ts';

/** Somebody of the sample, with what stories ask about them. */
export type Townsman = {
	id: string;
	email: string;
	name: string;
	position: string;
	phone: string;
	locale: Locale;
	unitId: string;
	unitCode: string;
	placeId: string | null;
	managerId: string | null;
	startsOn: string | null;
	isKindergarten: boolean;
};

/** The sample organisation while its history is played. */
export type Town = {
	db: Db;
	clock: StoryClock;
	random: Random;
	/** Who works here; leavers are not among them. */
	people: Townsman[];
	places: Map<string, string>;
	units: Map<string, string>;
	/** By e-mail. Throws for somebody the sample does not have. */
	who(email: string): Townsman;
	/** By id. */
	byId(id: string): Townsman | undefined;
	/** The person as they are now: roles, deputies. */
	actor(who: Townsman): Promise<Actor>;
};

/** Reads the structure that was loaded. */
export async function sampleTown(db: Db, clock: StoryClock, random: Random): Promise<Town> {
	const rows = await db
		.select({
			id: person.id,
			email: person.email,
			name: person.name,
			position: person.position,
			phone: person.phone,
			locale: person.locale,
			unitId: person.unitId,
			unitCode: unit.code,
			placeId: person.placeId,
			managerId: person.managerId,
			startsOn: person.startsOn
		})
		.from(person)
		.innerJoin(unit, eq(unit.id, person.unitId))
		.where(eq(person.status, 'active'))
		.orderBy(person.email);
	const people = rows.map((row) => ({ ...row, isKindergarten: row.unitCode.startsWith('la-') }));
	const places = await db.select({ id: place.id, code: place.code }).from(place);
	const units = await db.select({ id: unit.id, code: unit.code }).from(unit);
	const byEmail = new Map(people.map((each) => [each.email, each]));
	const byId = new Map(people.map((each) => [each.id, each]));
	const actors = new Map<string, Actor>();
	return {
		db,
		clock,
		random,
		people,
		places: new Map(places.map(({ id, code }) => [code, id])),
		units: new Map(units.map(({ id, code }) => [code, id])),
		who: (email) => found(byEmail.get(email), email),
		byId: (id) => byId.get(id),
		actor: async (who) => {
			// Roles and deputies change by the day, if at all.
			const key = `${who.id} ${isoDay(clock.now())}`;
			const actor = actors.get(key) ?? found(await findActor(db, who.id, clock.now()), who.email);
			actors.set(key, actor);
			return actor;
		}
	};
}

/** The value, or an error that names what the sample lacks. */
export function found<T>(value: T | undefined, name: string): T {
	if (value === undefined) throw new Error(`The sample has no ${name}.`);
	return value;
}
