import { and, eq, gte, isNull, lte, or, sql, type SQL, type SQLWrapper } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { parseDay } from '#lib/format/dates.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { Actor } from '#lib/people/actor.ts';
import { registerScope } from '#lib/people/register-scope.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { idIn, withinUnits } from '#lib/server/lists/conditions.ts';
import { person, unit } from '#lib/server/people/tables.ts';
import { item } from './tables.ts';

/** The unit of an item's holder, beside `unit`: that whose stock it is. */
export const holderUnit = alias(unit, 'holder_unit');

/** An item is in the unit of its holder; while nobody holds it, in the unit whose stock it is. Needs `person` joined. */
export const unitOfItem = sql<string | null>`coalesce(${person.unitId}, ${item.unitId})`;
export const unitNameOfItem = sql<LocalizedText | null>`coalesce(${holderUnit.name}, ${unit.name})`;

/** Items of the units whose registers the reader keeps or audits, and of the stock of the whole town. */
export function itemsInScope(actor: Actor): SQL | undefined {
	const units = registerScope(actor);
	if (units === null) return undefined;
	return or(idIn(unitOfItem, units), and(isNull(item.holderId), isNull(item.unitId)));
}

/** Items in these units and below them. */
export const itemsWithin = (unitIds: string[]): SQL | undefined =>
	or(
		withinUnits(holderUnit.ancestorIds, unitIds),
		and(isNull(item.holderId), withinUnits(unit.ancestorIds, unitIds))
	);

/** A span of days as the address keeps it, "2026-01-01..2026-12-31"; either end may be open. */
export function daysWithin(column: SQLWrapper, span = ''): SQL | undefined {
	const [from, until] = span.split('..').map((day) => parseDay(day));
	return and(
		from ? gte(sql`${column}`, from) : undefined,
		until ? lte(sql`${column}`, until) : undefined
	);
}

/** How many rows there are for a list over items, at most `upTo`. `isIn` ties what is listed to its item. */
export async function countOverItems(
	db: DbOrTx,
	listed: typeof item | { table: SQL; isIn: SQL },
	where: SQL | undefined,
	upTo: number
): Promise<number> {
	const from =
		'table' in listed ? sql`${listed.table} join ${item} on ${listed.isIn}` : sql`${item}`;
	const [counted] = await db.execute<{ count: number }>(sql`
		select count(*)::int as count from (
			select 1 from ${from}
			left join ${person} on ${eq(person.id, item.holderId)}
			left join ${unit} ${sql.identifier('holder_unit')} on ${eq(holderUnit.id, person.unitId)}
			left join ${unit} on ${eq(unit.id, item.unitId)}
			where ${where ?? sql`true`} limit ${upTo}) as few`);
	return counted?.count ?? 0;
}
