import { inArray, or, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { eq } from 'drizzle-orm';
import { changesShape } from '#lib/access/change-list-shape.ts';
import type { ChangeKind, ChangeState } from '#lib/access/change-kinds.ts';
import { forbidden } from '#lib/errors.ts';
import { isoDay } from '#lib/format/moments.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { ListState } from '#lib/lists/list-state.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { registerScope } from '#lib/people/register-scope.ts';
import type { Clock } from '#lib/server/clock.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { contains, idIn } from '#lib/server/lists/conditions.ts';
import { listPage, type ListPage, type ListSpec } from '#lib/server/lists/list-page.ts';
import { person, unit } from '#lib/server/people/tables.ts';
import { calendarOf } from '#lib/server/requests/request-calendar.ts';
import { addWorkingDays } from '#lib/working-time/working-time.ts';
import { lineDone } from './change-sql.ts';
import { LATE_DAYS } from './change-jobs.ts';
import { staffChange, staffChangeLine } from './tables.ts';

export type ChangeRow = {
	id: string;
	number: number;
	kind: ChangeKind;
	name: string;
	day: string;
	state: ChangeState;
	unitName: LocalizedText | null;
	position: string;
	managerName: string | null;
	requestNumber: number | null;
	/** Lines of which something comes, and how many of them are done. */
	lines: number;
	done: number;
	undecided: number;
	ready: boolean;
	cursor: string;
};

const manager = alias(person, 'change_manager');
const byId = { expr: sql`${staffChange.id}`, type: 'uuid' } as const;

const counted = (what: ReturnType<typeof sql>) => sql<number>`(
	select count(*)::int from ${staffChangeLine} l join ${staffChange} c on c.id = l.change_id
	where l.change_id = ${staffChange.id} and ${what})`;

/** Lines of which something comes: what is given or taken. */
const counts = sql`(case when c.kind = 'joiner' then coalesce(l.decided, l.proposed) = 'add'
	else coalesce(l.decided, l.proposed) <> 'keep'
		and (coalesce(l.decided, l.proposed) = 'add' or num_nonnulls(l.right_id, l.seat_id, l.item_id) > 0) end)`;

const changesList: ListSpec<ChangeRow> = {
	shape: changesShape,
	scope: ({ actor }) => {
		const units = registerScope(actor);
		return units === null
			? undefined
			: or(idIn(staffChange.toUnitId, units), idIn(staffChange.fromUnitId, units));
	},
	filters: {
		kind: (values) => inArray(staffChange.kind, values as ChangeKind[]),
		state: (values) => inArray(staffChange.state, values as ChangeState[])
	},
	search: (text) => contains(sql`${staffChange.name}`, text),
	sorts: {
		day: {
			keys: [
				{ expr: sql`(${staffChange.state} <> 'open')`, type: 'boolean' },
				{ expr: sql`${staffChange.day}`, type: 'date' },
				byId
			]
		},
		name: { keys: [{ expr: sql`${staffChange.name}`, type: 'text' }, byId] }
	},
	rows: (db, { where, orderBy, limit, cursor }) =>
		db
			.select({
				id: staffChange.id,
				number: staffChange.number,
				kind: staffChange.kind,
				name: staffChange.name,
				day: staffChange.day,
				state: staffChange.state,
				unitName: unit.name,
				position: staffChange.toPosition,
				managerName: manager.name,
				requestNumber: staffChange.requestNumber,
				lines: counted(counts),
				done: counted(sql`${counts} and ${lineDone}`),
				undecided: counted(sql`c.kind = 'mover' and l.decided is null`),
				ready: sql<boolean>`${staffChange.readyAt} is not null`,
				cursor
			})
			.from(staffChange)
			.leftJoin(
				unit,
				eq(unit.id, sql`coalesce(${staffChange.toUnitId}, ${staffChange.fromUnitId})`)
			)
			.leftJoin(manager, eq(manager.id, staffChange.managerId))
			.where(where)
			.orderBy(...orderBy)
			.limit(limit)
};

/** A page of who comes, moves and leaves, the soonest open ones first. The desk within its units, auditors. Throws Forbidden. */
export async function listChanges(
	db: DbOrTx,
	actor: Actor,
	state: ListState,
	clock: Clock
): Promise<ListPage<ChangeRow>> {
	if (!can(actor, 'people.read')) throw forbidden();
	return listPage(db, changesList, { actor, now: clock.now() }, state);
}

/** The day up to which what is not ready is late: three working days from now. */
export async function lateUntil(db: DbOrTx, clock: Clock): Promise<string> {
	return isoDay(addWorkingDays(clock.now(), LATE_DAYS, await calendarOf(db, 'office')));
}
