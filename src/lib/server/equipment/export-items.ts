import { eq, sql } from 'drizzle-orm';
import { forbidden } from '#lib/errors.ts';
import type { ListState } from '#lib/lists/list-state.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import type { Clock } from '#lib/server/clock.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { listAll, type ListSpec } from '#lib/server/lists/list-page.ts';
import { person, place, unit } from '#lib/server/people/tables.ts';
import { holderUnit } from './item-scope.ts';
import { itemColumns, itemsList, type ItemRow } from './list-items.ts';
import { itemFieldValue } from './register/tables.ts';
import { item, itemCategory } from './tables.ts';

type Facts = Pick<
	typeof item.$inferSelect,
	| 'serial'
	| 'ownTag'
	| 'supplier'
	| 'orderNumber'
	| 'priceCents'
	| 'boughtOn'
	| 'warrantyUntil'
	| 'lifeEndsOn'
	| 'note'
>;

/** All that a file of the register says of an item. */
export type ExportedItem = ItemRow &
	Facts & {
		/** Values of own fields by the id of the field. */
		own: Record<string, string>;
	};

const exported: ListSpec<ExportedItem> = {
	...itemsList,
	rows: (db, { where, orderBy, limit, cursor }) =>
		db
			.select({
				...itemColumns,
				serial: item.serial,
				ownTag: item.ownTag,
				supplier: item.supplier,
				orderNumber: item.orderNumber,
				priceCents: item.priceCents,
				boughtOn: item.boughtOn,
				warrantyUntil: item.warrantyUntil,
				lifeEndsOn: item.lifeEndsOn,
				note: item.note,
				own: sql<Record<string, string>>`(
					select coalesce(jsonb_object_agg(v.field_id, v.value), '{}')
					from ${itemFieldValue} v where v.item_id = ${item.id})`,
				cursor
			})
			.from(item)
			.innerJoin(itemCategory, eq(itemCategory.code, item.category))
			.leftJoin(person, eq(person.id, item.holderId))
			.leftJoin(holderUnit, eq(holderUnit.id, person.unitId))
			.leftJoin(unit, eq(unit.id, item.unitId))
			.leftJoin(place, eq(place.id, item.placeId))
			.where(where)
			.orderBy(...orderBy)
			.limit(limit)
};

/** The whole filtered register of equipment, row by row, for a file. The people and scope of the list. Throws Forbidden. */
export function exportItems(
	db: DbOrTx,
	actor: Actor,
	state: ListState,
	clock: Clock
): AsyncGenerator<ExportedItem> {
	if (!can(actor, 'equipment.read')) throw forbidden();
	return listAll(db, exported, { actor, now: clock.now() }, state);
}
