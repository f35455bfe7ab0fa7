import { and, eq, lt, or, sql, type SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { leavingsShape } from '#lib/access/leavings-shape.ts';
import type { ChangeState } from '#lib/access/change-kinds.ts';
import { forbidden } from '#lib/errors.ts';
import { isoDay } from '#lib/format/moments.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { ListState } from '#lib/lists/list-state.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import type { Clock } from '#lib/server/clock.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { item } from '#lib/server/equipment/tables.ts';
import { withinUnits } from '#lib/server/lists/conditions.ts';
import { listAll, listPage, type ListPage, type ListSpec } from '#lib/server/lists/list-page.ts';
import { personWords } from '#lib/server/people/name-words.ts';
import { personInRegisterScope } from '#lib/server/people/register-person.ts';
import { person, unit } from '#lib/server/people/tables.ts';
import { softwareSeat } from '#lib/server/software/tables.ts';
import { accessRight } from '#lib/server/systems/tables.ts';
import { staffChange, staffChangeLine } from '../changes/tables.ts';

export type LeavingRow = {
	id: string;
	number: number;
	name: string;
	position: string;
	unitName: LocalizedText;
	managerName: string | null;
	day: string;
	state: ChangeState;
	/** Their account is closed. */
	left: boolean;
	/** Things, rights and seats that they have still, and had when it was told or got since. */
	still: number;
	had: number;
	requestNumber: number | null;
	cursor: string;
};

const manager = alias(person, 'manager');

const still = sql<number>`(
	(select count(*) from ${item} i where i.holder_id = ${person.id} and i.state <> 'written_off' and i.withdrawn_at is null)
	+ (select count(*) from ${accessRight} r where r.person_id = ${person.id} and r.ended_at is null)
	+ (select count(*) from ${softwareSeat} s where s.person_id = ${person.id} and s.released_at is null))::int`;

const gone = sql<number>`(select count(*) from ${staffChangeLine} l where l.change_id = ${staffChange.id}
	and not exists (select from ${item} i where i.id = l.item_id and i.holder_id = ${person.id})
	and not exists (select from ${accessRight} r where r.id = l.right_id and r.ended_at is null)
	and not exists (select from ${softwareSeat} s where s.id = l.seat_id and s.released_at is null))::int`;

const STATES: Record<string, (today: string) => SQL | undefined> = {
	open: () => eq(staffChange.state, 'open'),
	late: (today) => and(eq(staffChange.state, 'open'), lt(staffChange.day, today)),
	done: () => eq(staffChange.state, 'done'),
	cancelled: () => eq(staffChange.state, 'cancelled')
};

/** Everybody who leaves or has left, of the units whose registers the reader keeps or audits, by the last day. */
const everyLeaving: ListSpec<LeavingRow> = {
	shape: leavingsShape,
	scope: ({ actor }) => and(eq(staffChange.kind, 'leaver'), personInRegisterScope(actor)),
	filters: {
		state: (values, { now }) =>
			or(...values.map((value) => STATES[value]?.(isoDay(now))), sql`false`),
		unit: (values) => withinUnits(unit.ancestorIds, values)
	},
	search: personWords,
	sorts: {
		day: {
			keys: [
				{ expr: sql`${staffChange.day}`, type: 'date' },
				{ expr: sql`${staffChange.id}`, type: 'uuid' }
			]
		}
	},
	rows: (db, { where, orderBy, limit, cursor }) =>
		db
			.select({
				id: staffChange.id,
				number: staffChange.number,
				name: person.name,
				position: person.position,
				unitName: unit.name,
				managerName: manager.name,
				day: staffChange.day,
				state: staffChange.state,
				left: sql<boolean>`${person.status} = 'left'`,
				still,
				had: sql<number>`${still} + ${gone}`,
				requestNumber: staffChange.requestNumber,
				cursor
			})
			.from(staffChange)
			.innerJoin(person, eq(person.id, staffChange.personId))
			.innerJoin(unit, eq(unit.id, person.unitId))
			.leftJoin(manager, eq(manager.id, person.managerId))
			.where(where)
			.orderBy(...orderBy)
			.limit(limit),
	count: async (db, where, upTo) => {
		const some = db
			.select({ id: staffChange.id })
			.from(staffChange)
			.innerJoin(person, eq(person.id, staffChange.personId))
			.innerJoin(unit, eq(unit.id, person.unitId))
			.where(where)
			.limit(upTo)
			.as('some');
		const [counted] = await db.select({ count: sql<number>`count(*)::int` }).from(some);
		return counted?.count ?? 0;
	}
};

/** Only those that are open, unless the state asks for others. */
function leavingList(state: ListState): ListSpec<LeavingRow> {
	if (state.filters.state) return everyLeaving;
	const scope: ListSpec<LeavingRow>['scope'] = (context) =>
		and(eq(staffChange.state, 'open'), everyLeaving.scope(context));
	return { ...everyLeaving, scope };
}

/** A page of the list of leavers. Whoever reads the registers of people. Throws Forbidden. */
export function listLeavings(
	db: DbOrTx,
	actor: Actor,
	state: ListState,
	clock: Clock
): Promise<ListPage<LeavingRow>> {
	if (!can(actor, 'people.read')) throw forbidden();
	return listPage(db, leavingList(state), { actor, now: clock.now() }, state);
}

/** The same list as a file has it: every row. */
export function exportLeavings(
	db: DbOrTx,
	actor: Actor,
	state: ListState,
	clock: Clock
): AsyncGenerator<LeavingRow> {
	if (!can(actor, 'people.read')) throw forbidden();
	return listAll(db, leavingList(state), { actor, now: clock.now() }, state);
}
