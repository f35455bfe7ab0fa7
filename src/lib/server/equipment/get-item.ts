import { eq } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { notFound } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { mayReadThingsOf, registerScope } from '#lib/people/register-scope.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { fingerprint } from '#lib/server/people/stale-form.ts';
import { person, place, unit } from '#lib/server/people/tables.ts';
import { itemFacts } from './item-facts.ts';
import { item } from './tables.ts';

const holder = alias(person, 'holder');
const holderUnit = alias(unit, 'holder_unit');

/**
 * One item: what it is, who has it, where and since when. The holder, the holder's line manager, the
 * representative of the holder's unit, and those who keep or audit the register of the unit. Throws NotFound
 * for anybody else, as for an item that is not there.
 */
export async function getItem(db: DbOrTx, actor: Actor, id: string) {
	if (!isId(id)) throw notFound();
	const [found] = await db
		.select({
			id: item.id,
			inventoryNumber: item.inventoryNumber,
			category: item.category,
			model: item.model,
			serial: item.serial,
			state: item.state,
			holderId: item.holderId,
			holderName: holder.name,
			holderManagerId: holder.managerId,
			holderUnitId: holder.unitId,
			holderUnitName: holderUnit.name,
			unitId: item.unitId,
			unitName: unit.name,
			placeId: item.placeId,
			placeName: place.name,
			room: item.room,
			heldSince: item.heldSince,
			boughtOn: item.boughtOn,
			warrantyUntil: item.warrantyUntil,
			note: item.note,
			requestId: item.requestId,
			requestNumber: item.requestNumber
		})
		.from(item)
		.leftJoin(holder, eq(holder.id, item.holderId))
		.leftJoin(holderUnit, eq(holderUnit.id, holder.unitId))
		.leftJoin(unit, eq(unit.id, item.unitId))
		.leftJoin(place, eq(place.id, item.placeId))
		.where(eq(item.id, id));
	if (!found || !mayRead(actor, found)) throw notFound();
	return { ...found, seen: fingerprint(itemFacts(found)) };
}

export type ItemPage = Awaited<ReturnType<typeof getItem>>;

type ItemScope = {
	holderId: string | null;
	holderUnitId: string | null;
	holderManagerId: string | null;
	unitId: string | null;
};

function mayRead(actor: Actor, found: ItemScope): boolean {
	const { holderId, holderUnitId, holderManagerId, unitId } = found;
	if (holderId && holderUnitId) {
		return mayReadThingsOf(actor, {
			personId: holderId,
			unitId: holderUnitId,
			managerId: holderManagerId
		});
	}
	const scope = registerScope(actor);
	return scope === null || (unitId ? scope.includes(unitId) : can(actor, 'equipment.read'));
}

/** May this person move the item: hand it over, take it back and so on. Screens ask it to offer the acts. */
export function mayMove(actor: Actor, found: ItemScope): boolean {
	const unitId = found.holderUnitId ?? found.unitId;
	return can(actor, 'equipment.move', unitId ? { unitId } : undefined);
}
