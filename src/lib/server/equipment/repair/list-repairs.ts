import { and, eq, inArray, isNotNull, isNull, lt, or, sql, type SQL } from 'drizzle-orm';
import { repairsShape } from '#lib/equipment/repairs-shape.ts';
import type { RepairOutcome } from '#lib/equipment/repair-outcomes.ts';
import { forbidden } from '#lib/errors.ts';
import { isoDay } from '#lib/format/moments.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { ListState } from '#lib/lists/list-state.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import type { Clock } from '#lib/server/clock.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import {
	countOverItems,
	daysWithin,
	holderUnit,
	itemsInScope,
	itemsWithin,
	unitNameOfItem
} from '#lib/server/equipment/item-scope.ts';
import { itemSearch } from '#lib/server/equipment/item-search.ts';
import { item } from '#lib/server/equipment/tables.ts';
import { contains } from '#lib/server/lists/conditions.ts';
import { listAll, listPage, type ListPage, type ListSpec } from '#lib/server/lists/list-page.ts';
import { person, unit } from '#lib/server/people/tables.ts';
import { repair } from './tables.ts';

export type RepairRow = {
	id: string;
	itemId: string;
	inventoryNumber: string;
	model: string;
	holderName: string | null;
	unitName: LocalizedText | null;
	vendor: string;
	fault: string;
	underWarranty: boolean;
	sentOn: string;
	expectedOn: string | null;
	returnedOn: string | null;
	outcome: RepairOutcome | null;
	costCents: number | null;
	cursor: string;
};

const byId = { expr: sql`${repair.id}`, type: 'uuid' } as const;
const isOpen = isNull(repair.returnedOn);

const STATES: Record<string, (today: string) => SQL | undefined> = {
	open: () => isOpen,
	overdue: (today) => and(isOpen, lt(repair.expectedOn, today)),
	returned: () => isNotNull(repair.returnedOn)
};

/** Every repair: open ones first by the day they are expected. */
const repairsList: ListSpec<RepairRow> = {
	shape: repairsShape,
	scope: ({ actor }) => itemsInScope(actor),
	filters: {
		state: (values, { now }) =>
			or(...values.map((value) => STATES[value]?.(isoDay(now))), sql`false`),
		vendor: (values) => inArray(repair.vendor, values),
		warranty: (values) => inArray(sql`${repair.underWarranty}::text`, values),
		sent: ([span]) => daysWithin(repair.sentOn, span),
		unit: itemsWithin
	},
	search: (words) => or(itemSearch(words), contains(repair.vendor, words)),
	sorts: {
		expected: {
			keys: [
				{ expr: sql`(${repair.returnedOn} is not null)::int`, type: 'integer' },
				{ expr: sql`coalesce(${repair.expectedOn}, '9999-12-31'::date)`, type: 'date' },
				byId
			]
		},
		sent: { keys: [{ expr: sql`${repair.sentOn}`, type: 'date' }, byId] },
		cost: { keys: [{ expr: sql`coalesce(${repair.costCents}, 0)`, type: 'integer' }, byId] }
	},
	rows: (db, { where, orderBy, limit, cursor }) =>
		db
			.select({
				id: repair.id,
				itemId: repair.itemId,
				inventoryNumber: item.inventoryNumber,
				model: item.model,
				holderName: person.name,
				unitName: unitNameOfItem,
				vendor: repair.vendor,
				fault: repair.fault,
				underWarranty: repair.underWarranty,
				sentOn: repair.sentOn,
				expectedOn: repair.expectedOn,
				returnedOn: repair.returnedOn,
				outcome: repair.outcome,
				costCents: repair.costCents,
				cursor
			})
			.from(repair)
			.innerJoin(item, eq(item.id, repair.itemId))
			.leftJoin(person, eq(person.id, item.holderId))
			.leftJoin(holderUnit, eq(holderUnit.id, person.unitId))
			.leftJoin(unit, eq(unit.id, item.unitId))
			.where(where)
			.orderBy(...orderBy)
			.limit(limit),
	count: (db, where, upTo) =>
		countOverItems(db, { table: sql`${repair}`, isIn: eq(item.id, repair.itemId) }, where, upTo)
};

/** A page of the repairs. Desk and auditors, each their units. Throws Forbidden. */
export async function listRepairs(
	db: DbOrTx,
	actor: Actor,
	state: ListState,
	clock: Clock
): Promise<ListPage<RepairRow>> {
	if (!can(actor, 'equipment.read')) throw forbidden();
	return listPage(db, repairsList, { actor, now: clock.now() }, state);
}

/** The whole filtered list of repairs for a file. The same people and scope. Throws Forbidden. */
export function exportRepairs(
	db: DbOrTx,
	actor: Actor,
	state: ListState,
	clock: Clock
): AsyncGenerator<RepairRow> {
	if (!can(actor, 'equipment.read')) throw forbidden();
	return listAll(db, repairsList, { actor, now: clock.now() }, state);
}

/** Who has repaired things, the one of the latest repair first: suggestions and a filter. */
export async function repairVendors(db: DbOrTx): Promise<string[]> {
	const rows = await db
		.select({ vendor: repair.vendor })
		.from(repair)
		.where(sql`${repair.vendor} <> ''`)
		.groupBy(repair.vendor)
		.orderBy(sql`max(${repair.sentOn}) desc`, repair.vendor)
		.limit(50);
	return rows.map(({ vendor }) => vendor);
}
