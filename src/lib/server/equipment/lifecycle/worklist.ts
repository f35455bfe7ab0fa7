import { and, eq, isNull, or, sql, type SQL } from 'drizzle-orm';
import type { ItemState } from '#lib/equipment/item-states.ts';
import {
	WORKLIST_REASONS,
	worklistShape,
	type WorklistReason
} from '#lib/equipment/worklist-shape.ts';
import { forbidden } from '#lib/errors.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { ListState } from '#lib/lists/list-state.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import type { Clock } from '#lib/server/clock.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import {
	holderUnit,
	itemsInScope,
	itemsWithin,
	unitNameOfItem
} from '#lib/server/equipment/item-scope.ts';
import { itemSearch } from '#lib/server/equipment/item-search.ts';
import { item } from '#lib/server/equipment/tables.ts';
import { idIn } from '#lib/server/lists/conditions.ts';
import { listAll, listPage, type ListPage, type ListSpec } from '#lib/server/lists/list-page.ts';
import { person, place, unit } from '#lib/server/people/tables.ts';
import { worklistReasons } from './worklist-reasons.ts';

export type WorklistRow = {
	id: string;
	inventoryNumber: string;
	model: string;
	state: ItemState;
	holderName: string | null;
	unitName: LocalizedText | null;
	placeName: LocalizedText | null;
	room: string;
	warrantyUntil: string | null;
	lifeEndsOn: string | null;
	reasons: WorklistReason[];
	cursor: string;
};

const byId = { expr: sql`${item.id}`, type: 'uuid' } as const;

/** Any of these reasons; all of them when none is named. */
function because(now: Date, named: readonly string[] = WORKLIST_REASONS): SQL | undefined {
	const conditions = worklistReasons(now);
	const wanted = WORKLIST_REASONS.filter((reason) => named.includes(reason));
	return or(...wanted.map((reason) => conditions[reason]), sql`false`);
}

/** The reasons of one row, as an array. */
const reasonsColumn = (now: Date): SQL<WorklistReason[]> => {
	const conditions = worklistReasons(now);
	const each = WORKLIST_REASONS.map(
		(reason) => sql`case when ${conditions[reason]} then ${reason}::text end`
	);
	return sql<WorklistReason[]>`array_remove(array[${sql.join(each, sql`, `)}], null)`;
};

const worklist = (now: Date): ListSpec<WorklistRow> => ({
	shape: worklistShape,
	scope: ({ actor }) => and(itemsInScope(actor), isNull(item.withdrawnAt), because(now)),
	filters: {
		why: (values) => because(now, values),
		place: (values) => idIn(item.placeId, values),
		unit: itemsWithin
	},
	search: itemSearch,
	sorts: {
		number: { keys: [{ expr: sql`${item.inventoryNumber}`, type: 'text' }, byId] },
		life: {
			keys: [{ expr: sql`coalesce(${item.lifeEndsOn}, '9999-12-31'::date)`, type: 'date' }, byId]
		},
		warranty: {
			keys: [{ expr: sql`coalesce(${item.warrantyUntil}, '9999-12-31'::date)`, type: 'date' }, byId]
		}
	},
	rows: (db, { where, orderBy, limit, cursor }) =>
		db
			.select({
				id: item.id,
				inventoryNumber: item.inventoryNumber,
				model: item.model,
				state: item.state,
				holderName: person.name,
				unitName: unitNameOfItem,
				placeName: place.name,
				room: item.room,
				warrantyUntil: item.warrantyUntil,
				lifeEndsOn: item.lifeEndsOn,
				reasons: reasonsColumn(now),
				cursor
			})
			.from(item)
			.leftJoin(person, eq(person.id, item.holderId))
			.leftJoin(holderUnit, eq(holderUnit.id, person.unitId))
			.leftJoin(unit, eq(unit.id, item.unitId))
			.leftJoin(place, eq(place.id, item.placeId))
			.where(where)
			.orderBy(...orderBy)
			.limit(limit)
});

/** A page of what asks for somebody in the life of things. Desk and auditors, each their units. Throws Forbidden. */
export async function listWorklist(
	db: DbOrTx,
	actor: Actor,
	state: ListState,
	clock: Clock
): Promise<ListPage<WorklistRow>> {
	if (!can(actor, 'equipment.read')) throw forbidden();
	const now = clock.now();
	return listPage(db, worklist(now), { actor, now }, state);
}

/** The whole filtered worklist for a file. The same people and scope. Throws Forbidden. */
export function exportWorklist(
	db: DbOrTx,
	actor: Actor,
	state: ListState,
	clock: Clock
): AsyncGenerator<WorklistRow> {
	if (!can(actor, 'equipment.read')) throw forbidden();
	const now = clock.now();
	return listAll(db, worklist(now), { actor, now }, state);
}

/** How many items there are for each reason, in the units of the reader. Throws Forbidden. */
export async function countWorklist(
	db: DbOrTx,
	actor: Actor,
	clock: Clock
): Promise<Record<WorklistReason, number>> {
	if (!can(actor, 'equipment.read')) throw forbidden();
	const now = clock.now();
	const conditions = worklistReasons(now);
	const counts = Object.fromEntries(
		WORKLIST_REASONS.map((reason) => [
			reason,
			sql<number>`(count(*) filter (where ${conditions[reason]}))::int`
		])
	) as Record<WorklistReason, SQL<number>>;
	const [counted] = await db
		.select(counts)
		.from(item)
		.leftJoin(person, eq(person.id, item.holderId))
		.where(and(itemsInScope(actor), isNull(item.withdrawnAt), because(now)));
	if (!counted) throw new Error('The worklist was not counted.');
	return counted;
}
