import { and, eq, isNull, lte, notInArray, sql } from 'drizzle-orm';
import { forbidden } from '#lib/errors.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import {
	holderUnit,
	itemsInScope,
	unitNameOfItem,
	unitOfItem
} from '#lib/server/equipment/item-scope.ts';
import { item, itemCategory, itemModel } from '#lib/server/equipment/tables.ts';
import { person, place, unit } from '#lib/server/people/tables.ts';

/** The things of one unit at one place whose expected life ends by the end of a year. */
export type BudgetGroup = {
	unitId: string | null;
	unitName: LocalizedText | null;
	placeId: string | null;
	placeName: LocalizedText | null;
	items: number;
	/** What buying them anew costs, where a price is known. */
	sumCents: number;
	/** For how many of them nobody knows a price. */
	withoutPrice: number;
};

/** One of these things. */
export type BudgetItem = {
	id: string;
	inventoryNumber: string;
	categoryName: LocalizedText;
	model: string;
	boughtOn: string | null;
	lifeEndsOn: string | null;
	unitName: LocalizedText | null;
	placeName: LocalizedText | null;
	room: string;
	priceCents: number | null;
};

/** What its model costs now, else what it cost itself. */
const price = sql<number | null>`coalesce(${itemModel.priceCents}, ${item.priceCents})`;

function inPlan(actor: Actor, year: number) {
	return and(
		isNull(item.withdrawnAt),
		lte(item.lifeEndsOn, `${year}-12-31`),
		notInArray(item.state, ['ordered', 'written_off']),
		itemsInScope(actor)
	);
}

/**
 * The plan of a budget year: what reaches the end of its expected life by its last day, by unit and place, with what it
 * costs to buy anew. Things whose end passed earlier and that are still here count too. Desk and auditors, each their
 * units. Throws Forbidden.
 */
export async function budgetPlan(db: DbOrTx, actor: Actor, year: number): Promise<BudgetGroup[]> {
	if (!can(actor, 'equipment.read')) throw forbidden();
	return db
		.select({
			unitId: unitOfItem,
			unitName: sql<LocalizedText | null>`(array_agg(${unitNameOfItem}))[1]`,
			placeId: item.placeId,
			placeName: sql<LocalizedText | null>`(array_agg(${place.name}))[1]`,
			items: sql<number>`count(*)::int`,
			sumCents: sql<number>`coalesce(sum(${price}), 0)::float8`,
			withoutPrice: sql<number>`(count(*) filter (where ${price} is null))::int`
		})
		.from(item)
		.leftJoin(itemModel, eq(itemModel.id, item.modelId))
		.leftJoin(person, eq(person.id, item.holderId))
		.leftJoin(holderUnit, eq(holderUnit.id, person.unitId))
		.leftJoin(unit, eq(unit.id, item.unitId))
		.leftJoin(place, eq(place.id, item.placeId))
		.where(inPlan(actor, year))
		.groupBy(unitOfItem, item.placeId)
		.orderBy(
			sql`(array_agg(${unitNameOfItem}))[1]->>'et' nulls last`,
			sql`(array_agg(${place.name}))[1]->>'et' nulls last`
		);
}

const BATCH = 1000;

/** Every thing of the plan, row by row, by the day its life ends: for a file. The same people. Throws Forbidden. */
export async function* budgetItems(
	db: DbOrTx,
	actor: Actor,
	year: number
): AsyncGenerator<BudgetItem> {
	if (!can(actor, 'equipment.read')) throw forbidden();
	let last: BudgetItem | undefined;
	do {
		const rows: BudgetItem[] = await db
			.select({
				id: item.id,
				inventoryNumber: item.inventoryNumber,
				categoryName: itemCategory.name,
				model: item.model,
				boughtOn: item.boughtOn,
				lifeEndsOn: item.lifeEndsOn,
				unitName: unitNameOfItem,
				placeName: place.name,
				room: item.room,
				priceCents: price
			})
			.from(item)
			.innerJoin(itemCategory, eq(itemCategory.code, item.category))
			.leftJoin(itemModel, eq(itemModel.id, item.modelId))
			.leftJoin(person, eq(person.id, item.holderId))
			.leftJoin(holderUnit, eq(holderUnit.id, person.unitId))
			.leftJoin(unit, eq(unit.id, item.unitId))
			.leftJoin(place, eq(place.id, item.placeId))
			.where(
				and(
					inPlan(actor, year),
					last &&
						sql`(${item.lifeEndsOn}, ${item.id}) > (${last.lifeEndsOn}::date, ${last.id}::uuid)`
				)
			)
			.orderBy(item.lifeEndsOn, item.id)
			.limit(BATCH);
		yield* rows;
		last = rows.length === BATCH ? rows.at(-1) : undefined;
	} while (last);
}
