import { and, eq, inArray, isNotNull, isNull, lte, ne, notInArray, sql } from 'drizzle-orm';
import type { ItemCategory, ItemState } from '#lib/equipment/item-states.ts';
import { itemsShape } from '#lib/equipment/list-shape.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import { forbidden } from '#lib/errors.ts';
import { isoDay } from '#lib/format/moments.ts';
import { type ListState } from '#lib/lists/list-state.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import type { Clock } from '#lib/server/clock.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { listAll, listPage, type ListPage, type ListSpec } from '#lib/server/lists/list-page.ts';
import { person, place, unit } from '#lib/server/people/tables.ts';
import { idIn } from '#lib/server/lists/conditions.ts';
import {
	countOverItems,
	daysWithin,
	holderUnit,
	itemsInScope,
	itemsWithin,
	unitNameOfItem
} from './item-scope.ts';
import { itemSearchWide } from './item-search.ts';
import { item, itemCategory } from './tables.ts';

export type ItemRow = {
	id: string;
	inventoryNumber: string;
	category: ItemCategory;
	categoryName: LocalizedText;
	model: string;
	state: ItemState;
	holderId: string | null;
	holderName: string | null;
	holderLeft: boolean;
	unitName: LocalizedText | null;
	placeName: LocalizedText | null;
	room: string;
	heldSince: string | null;
	cursor: string;
};

const byId = { expr: sql`${item.id}`, type: 'uuid' } as const;

const LOW_LIFE_MONTHS = 6;
const lifeSoon = (now: Date) =>
	Temporal.PlainDate.from(isoDay(now)).add({ months: LOW_LIFE_MONTHS }).toString();

/** What the list shows of an item. */
export const itemColumns = {
	id: item.id,
	inventoryNumber: item.inventoryNumber,
	category: item.category,
	categoryName: itemCategory.name,
	model: item.model,
	state: item.state,
	holderId: item.holderId,
	holderName: person.name,
	holderLeft: sql<boolean>`coalesce(${person.status} = 'left', false)`,
	unitName: unitNameOfItem,
	placeName: place.name,
	room: item.room,
	heldSince: item.heldSince
};

/** The register of equipment, for the units whose registers the reader keeps or audits. */
export const itemsList: ListSpec<ItemRow> = {
	shape: itemsShape,
	scope: ({ actor }) => and(itemsInScope(actor), isNull(item.withdrawnAt)),
	filters: {
		state: (values) => inArray(sql`${item.state}`, values),
		category: (values) => inArray(sql`${item.category}`, values),
		place: (values) => idIn(item.placeId, values),
		model: (values) => idIn(item.modelId, values),
		holder: (values) => idIn(item.holderId, values),
		shared: () => and(isNull(item.holderId), isNotNull(item.heldSince)),
		placeless: () => and(isNull(item.placeId), notInArray(item.state, ['ordered', 'written_off'])),
		warranty: ([span]) => daysWithin(item.warrantyUntil, span),
		bought: ([span]) => daysWithin(item.boughtOn, span),
		life: (_, { now }) =>
			and(lte(item.lifeEndsOn, lifeSoon(now)), ne(sql`${item.state}`, 'written_off')),
		unit: itemsWithin
	},
	search: itemSearchWide,
	sorts: {
		number: { keys: [{ expr: sql`${item.inventoryNumber}`, type: 'text' }] },
		model: { keys: [{ expr: sql`${item.model}`, type: 'text' }, byId] },
		changed: { keys: [{ expr: sql`${item.updatedAt}`, type: 'timestamptz' }, byId] }
	},
	rows: (db, { where, orderBy, limit, cursor }) =>
		db
			.select({ ...itemColumns, cursor })
			.from(item)
			.innerJoin(itemCategory, eq(itemCategory.code, item.category))
			.leftJoin(person, eq(person.id, item.holderId))
			.leftJoin(holderUnit, eq(holderUnit.id, person.unitId))
			.leftJoin(unit, eq(unit.id, item.unitId))
			.leftJoin(place, eq(place.id, item.placeId))
			.where(where)
			.orderBy(...orderBy)
			.limit(limit),
	count: (db, where, upTo) => countOverItems(db, item, where, upTo)
};

/** A page of the register of equipment. Desk and auditors, each their units. Throws Forbidden. */
export async function listItems(
	db: DbOrTx,
	actor: Actor,
	state: ListState,
	clock: Clock
): Promise<ListPage<ItemRow>> {
	if (!can(actor, 'equipment.read')) throw forbidden();
	return listPage(db, itemsList, { actor, now: clock.now() }, state);
}

/** The whole filtered register of equipment, row by row. The same people and scope. Throws Forbidden. */
export function eachItem(
	db: DbOrTx,
	actor: Actor,
	state: ListState,
	clock: Clock
): AsyncGenerator<ItemRow> {
	if (!can(actor, 'equipment.read')) throw forbidden();
	return listAll(db, itemsList, { actor, now: clock.now() }, state);
}
