import { and, asc, eq, inArray, isNull, or } from 'drizzle-orm';
import { forbidden } from '#lib/errors.ts';
import { itemsShape } from '#lib/equipment/list-shape.ts';
import { isId } from '#lib/ids.ts';
import { parseListState } from '#lib/lists/list-state.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { registerScope } from '#lib/people/register-scope.ts';
import type { Clock } from '#lib/server/clock.ts';
import type { Db } from '#lib/server/db/client.ts';
import { eachItem } from '#lib/server/equipment/list-items.ts';
import { item } from '#lib/server/equipment/tables.ts';
import { idIn } from '#lib/server/lists/conditions.ts';
import { person } from '#lib/server/people/tables.ts';
import type { Label } from './draw-label.ts';

/** More than these are ordered in several goes. */
const MOST_LABELS = 2000;

/**
 * The labels that an address asks for: of the things named in `items` (ids, with commas), otherwise of the filtered list
 * of the register, by inventory number. Who keeps or audits the register, within their units. Throws Forbidden.
 */
export async function listLabels(
	db: Db,
	actor: Actor,
	query: URLSearchParams,
	clock: Clock
): Promise<Label[]> {
	if (!can(actor, 'equipment.read')) throw forbidden();
	const ids = query
		.getAll('items')
		.flatMap((text) => text.split(','))
		.filter(isId);
	if (query.has('items')) return namedLabels(db, actor, ids.slice(0, MOST_LABELS));
	const labels: Label[] = [];
	for await (const row of eachItem(db, actor, parseListState(itemsShape, query), clock)) {
		const { id, inventoryNumber, model } = row;
		labels.push({ id, inventoryNumber, model });
		if (labels.length >= MOST_LABELS) break;
	}
	return labels;
}

async function namedLabels(db: Db, actor: Actor, ids: string[]): Promise<Label[]> {
	if (ids.length === 0) return [];
	const units = registerScope(actor);
	const inScope =
		units === null
			? undefined
			: or(
					idIn(person.unitId, units),
					and(isNull(item.holderId), or(isNull(item.unitId), idIn(item.unitId, units)))
				);
	return db
		.select({ id: item.id, inventoryNumber: item.inventoryNumber, model: item.model })
		.from(item)
		.leftJoin(person, eq(person.id, item.holderId))
		.where(and(inArray(item.id, ids), isNull(item.withdrawnAt), inScope))
		.orderBy(asc(item.inventoryNumber));
}
