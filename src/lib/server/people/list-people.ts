import { and, eq, gt, inArray, isNotNull, isNull, ne, or, sql, type SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { isoDay } from '#lib/format/moments.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { ListState } from '#lib/lists/list-state.ts';
import { peopleShape } from '#lib/people/list-shapes.ts';
import { registerScope } from '#lib/people/register-scope.ts';
import type { Role } from '#lib/people/actor.ts';
import { idIn, withinUnits } from '#lib/server/lists/conditions.ts';
import type { ListSpec } from '#lib/server/lists/list-page.ts';
import { personWords } from './name-words.ts';
import { person, place, representative, roleGrant, unit } from './tables.ts';

export type PersonRow = {
	id: string;
	name: string;
	email: string;
	position: string;
	phone: string;
	unitName: LocalizedText;
	placeName: LocalizedText | null;
	managerName: string | null;
	status: 'active' | 'left';
	startsOn: string | null;
	endsOn: string | null;
	roles: Role[];
	represents: boolean;
	cursor: string;
};

const manager = alias(person, 'manager');

const FACTS: Record<string, (today: string) => SQL | undefined> = {
	leaving: () => and(eq(person.status, 'active'), isNotNull(person.endsOn)),
	starting: (today) => and(eq(person.status, 'active'), gt(person.startsOn, today)),
	no_manager: () => and(eq(person.status, 'active'), isNull(person.managerId))
};

/** People in the units whose registers the reader keeps or audits, by name. Leavers too. */
const everybody: ListSpec<PersonRow> = {
	shape: peopleShape,
	scope: ({ actor }) => {
		const units = registerScope(actor);
		return units === null ? undefined : idIn(person.unitId, units);
	},
	filters: {
		unit: (values) => withinUnits(unit.ancestorIds, values),
		place: (values) => idIn(person.placeId, values),
		role: (values) => sql`exists (
			select from ${roleGrant} where ${roleGrant.personId} = ${person.id}
				and ${inArray(roleGrant.role, values as Role[])})`,
		fact: (values, { now }) => or(...values.map((value) => FACTS[value]?.(isoDay(now)))),
		status: ([value]) => (value === 'left' ? eq(person.status, 'left') : undefined)
	},
	search: personWords,
	sorts: {
		name: {
			keys: [
				{ expr: sql`${person.name}`, type: 'text' },
				{ expr: sql`${person.id}`, type: 'uuid' }
			]
		}
	},
	rows: (db, { where, orderBy, limit, cursor }) =>
		db
			.select({
				id: person.id,
				name: person.name,
				email: person.email,
				position: person.position,
				phone: person.phone,
				unitName: unit.name,
				placeName: place.name,
				managerName: manager.name,
				status: person.status,
				startsOn: person.startsOn,
				endsOn: person.endsOn,
				roles: sql<Role[]>`coalesce((
					select json_agg(distinct ${roleGrant.role}) from ${roleGrant}
					where ${roleGrant.personId} = ${person.id}), '[]')`,
				represents: sql<boolean>`exists (
					select from ${representative} where ${representative.personId} = ${person.id})`,
				cursor
			})
			.from(person)
			.innerJoin(unit, eq(unit.id, person.unitId))
			.leftJoin(place, eq(place.id, person.placeId))
			.leftJoin(manager, eq(manager.id, person.managerId))
			.where(where)
			.orderBy(...orderBy)
			.limit(limit),
	count: async (db, where, upTo) => {
		const some = db
			.select({ id: person.id })
			.from(person)
			.innerJoin(unit, eq(unit.id, person.unitId))
			.where(where)
			.limit(upTo)
			.as('some');
		const [counted] = await db.select({ count: sql<number>`count(*)::int` }).from(some);
		return counted?.count ?? 0;
	}
};

/** The list that a state asks for: only those who work here, unless it asks for leavers. */
export function peopleList(state: ListState): ListSpec<PersonRow> {
	if (state.filters.status) return everybody;
	const scope: ListSpec<PersonRow>['scope'] = (context) =>
		and(ne(person.status, 'left'), everybody.scope(context));
	return { ...everybody, scope };
}
