import { and, eq, inArray, isNotNull, isNull, lt, or, sql, type SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { AccessTaskKind, AccessTaskSource } from '#lib/access/access-tasks.ts';
import { accessTasksShape } from '#lib/access/task-shape.ts';
import { forbidden, notFound } from '#lib/errors.ts';
import { isoDay } from '#lib/format/moments.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { ListState } from '#lib/lists/list-state.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { registerScope } from '#lib/people/register-scope.ts';
import type { Clock } from '#lib/server/clock.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { contains, idIn, withinUnits } from '#lib/server/lists/conditions.ts';
import { listAll, listPage, type ListPage, type ListSpec } from '#lib/server/lists/list-page.ts';
import { person, unit } from '#lib/server/people/tables.ts';
import { softwareProduct, softwareSeat } from '#lib/server/software/tables.ts';
import { accessRight, informationSystem, systemRole } from '#lib/server/systems/tables.ts';
import { accessTask } from './tables.ts';

/** A task with whom and what it is about. */
export type AccessTaskRow = {
	id: string;
	kind: AccessTaskKind;
	source: AccessTaskSource;
	sourceId: string | null;
	dueOn: string;
	personId: string | null;
	personName: string | null;
	unitId: string | null;
	unitName: LocalizedText | null;
	account: string;
	note: string;
	rightId: string | null;
	systemName: LocalizedText | null;
	roleName: LocalizedText | null;
	productName: string | null;
	openedAt: Date;
	openedBy: string | null;
	doneAt: Date | null;
	doneBy: string | null;
	outcome: string;
	cursor: string;
};

const opener = alias(person, 'opener');
const doer = alias(person, 'doer');
const byId = { expr: sql`${accessTask.id}`, type: 'uuid' } as const;

const STATES: Record<string, (today: string) => SQL | undefined> = {
	open: () => isNull(accessTask.doneAt),
	overdue: (today) => and(isNull(accessTask.doneAt), lt(accessTask.dueOn, today)),
	done: () => isNotNull(accessTask.doneAt)
};

/** The task is of the units whose registers the reader keeps or audits; one about nobody known is the whole town's. */
function inScope(actor: Actor): SQL | undefined {
	const units = registerScope(actor);
	return units === null ? undefined : idIn(accessTask.unitId, units);
}

/** The desk's tasks about what people may use: those of the reader's units. */
export const accessTasksList: ListSpec<AccessTaskRow> = {
	shape: accessTasksShape,
	scope: ({ actor }) => inScope(actor),
	filters: {
		state: (values, { now }) => or(...values.map((value) => STATES[value]?.(isoDay(now)))),
		kind: (values) => inArray(sql`${accessTask.kind}`, values),
		source: (values) => inArray(sql`${accessTask.source}`, values),
		unit: (values) => withinUnits(unit.ancestorIds, values),
		person: (values) => idIn(accessTask.personId, values)
	},
	search: (text) => or(contains(person.name, text), contains(accessTask.account, text)),
	sorts: {
		due: { keys: [{ expr: sql`${accessTask.dueOn}`, type: 'date' }, byId] },
		opened: { keys: [{ expr: sql`${accessTask.openedAt}`, type: 'timestamptz' }, byId] }
	},
	rows: (db, { where, orderBy, limit, cursor }) =>
		db
			.select({
				id: accessTask.id,
				kind: accessTask.kind,
				source: accessTask.source,
				sourceId: accessTask.sourceId,
				dueOn: accessTask.dueOn,
				personId: accessTask.personId,
				personName: person.name,
				unitId: accessTask.unitId,
				unitName: unit.name,
				account: accessTask.account,
				note: accessTask.note,
				rightId: accessTask.rightId,
				systemName: informationSystem.name,
				roleName: systemRole.name,
				productName: softwareProduct.name,
				openedAt: accessTask.openedAt,
				openedBy: opener.name,
				doneAt: accessTask.doneAt,
				doneBy: doer.name,
				outcome: accessTask.outcome,
				cursor
			})
			.from(accessTask)
			.leftJoin(person, eq(person.id, accessTask.personId))
			.leftJoin(unit, eq(unit.id, accessTask.unitId))
			.leftJoin(accessRight, eq(accessRight.id, accessTask.rightId))
			.leftJoin(
				systemRole,
				sql`${systemRole.id} = coalesce(${accessTask.roleId}, ${accessRight.roleId})`
			)
			.leftJoin(informationSystem, eq(informationSystem.id, systemRole.systemId))
			.leftJoin(softwareSeat, eq(softwareSeat.id, accessTask.seatId))
			.leftJoin(
				softwareProduct,
				sql`${softwareProduct.id} = coalesce(${accessTask.productId}, ${softwareSeat.productId})`
			)
			.leftJoin(opener, eq(opener.id, accessTask.openedById))
			.leftJoin(doer, eq(doer.id, accessTask.doneById))
			.where(where)
			.orderBy(...orderBy)
			.limit(limit),
	count: async (db, where, upTo) => {
		const some = db
			.select({ id: accessTask.id })
			.from(accessTask)
			.leftJoin(person, eq(person.id, accessTask.personId))
			.leftJoin(unit, eq(unit.id, accessTask.unitId))
			.where(where)
			.limit(upTo);
		const [counted] = await db.select({ count: sql<number>`count(*)::int` }).from(some.as('some'));
		return counted?.count ?? 0;
	}
};

/** A page of the desk's tasks about access. Desk and auditors, each their units. Throws Forbidden. */
export async function listAccessTasks(
	db: DbOrTx,
	actor: Actor,
	state: ListState,
	clock: Clock
): Promise<ListPage<AccessTaskRow>> {
	if (!can(actor, 'systems.read')) throw forbidden();
	return listPage(db, accessTasksList, { actor, now: clock.now() }, state);
}

/** All of the filtered tasks, row by row, for a file. The same people and scope. Throws Forbidden. */
export function exportAccessTasks(
	db: DbOrTx,
	actor: Actor,
	state: ListState,
	clock: Clock
): AsyncGenerator<AccessTaskRow> {
	if (!can(actor, 'systems.read')) throw forbidden();
	return listAll(db, accessTasksList, { actor, now: clock.now() }, state);
}

/** One task. Desk and auditors; NotFound outside their units. */
export async function getAccessTask(db: DbOrTx, actor: Actor, id: string): Promise<AccessTaskRow> {
	if (!can(actor, 'systems.read')) throw forbidden();
	const [found] = await accessTasksList.rows(db, {
		where: and(idIn(accessTask.id, [id]), inScope(actor)),
		orderBy: [],
		limit: 1,
		cursor: sql<string>`''`
	});
	if (!found) throw notFound();
	return found;
}

/** How many tasks about access wait for this desk: the figure beside its place. */
export async function countAccessTasks(db: DbOrTx, actor: Actor): Promise<number> {
	const [counted] = await db
		.select({ count: sql<number>`count(*)::int` })
		.from(accessTask)
		.where(and(isNull(accessTask.doneAt), inScope(actor)));
	return counted?.count ?? 0;
}
