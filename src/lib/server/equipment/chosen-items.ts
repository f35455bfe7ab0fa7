import { and, eq, inArray, isNull, or } from 'drizzle-orm';
import { isId } from '#lib/ids.ts';
import { notFound } from '#lib/errors.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { registerScope } from '#lib/people/register-scope.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { idIn } from '#lib/server/lists/conditions.ts';
import { person } from '#lib/server/people/tables.ts';
import { item } from './tables.ts';

/**
 * The items that an address names for a form (`?items=a,b`), in that order; those that are not there, or not in the
 * registers the actor keeps, are left out. Throws NotFound for who is not of the desk.
 */
export async function chosenItems(db: DbOrTx, actor: Actor, named: string | null) {
	if (!can(actor, 'equipment.move')) throw notFound();
	const ids = [...new Set((named ?? '').split(',').filter(isId))];
	const units = registerScope(actor);
	const rows = await db
		.select({
			id: item.id,
			inventoryNumber: item.inventoryNumber,
			model: item.model
		})
		.from(item)
		.leftJoin(person, eq(person.id, item.holderId))
		.where(
			and(
				inArray(item.id, ids),
				isNull(item.withdrawnAt),
				units === null
					? undefined
					: or(
							idIn(person.unitId, units),
							and(isNull(item.holderId), or(isNull(item.unitId), idIn(item.unitId, units)))
						)
			)
		);
	const byId = new Map(rows.map((row) => [row.id, row]));
	return ids.flatMap((id) => byId.get(id) ?? []);
}
