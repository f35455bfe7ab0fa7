import { and, eq, isNull } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { notFound } from '#lib/errors.ts';
import type { ItemState } from '#lib/equipment/item-states.ts';
import { isId } from '#lib/ids.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { mayReadThingsOf, registerScope } from '#lib/people/register-scope.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { fingerprint } from '#lib/server/people/stale-form.ts';
import { person, place, unit } from '#lib/server/people/tables.ts';
import { itemFacts } from './item-facts.ts';
import { photoId } from './register/photo-id.ts';
import { item, itemCategory, itemModel } from './tables.ts';

const holder = alias(person, 'holder');
const responsible = alias(person, 'responsible');
const contact = alias(person, 'contact');
const holderUnit = alias(unit, 'holder_unit');

/**
 * One item: what it is, who has it, where and since when. The holder, the holder's line manager, the
 * representative of the holder's unit, and those who keep or audit the register of the unit; a shared thing also by those
 * who work where it is. Throws NotFound for anybody else, as for an item that is not there.
 */
export async function getItem(db: DbOrTx, actor: Actor, id: string) {
	if (!isId(id)) throw notFound();
	const [found] = await db
		.select({
			id: item.id,
			inventoryNumber: item.inventoryNumber,
			category: item.category,
			categoryName: itemCategory.name,
			icon: itemCategory.icon,
			modelId: item.modelId,
			model: item.model,
			maker: itemModel.maker,
			serial: item.serial,
			ownTag: item.ownTag,
			machineUuid: item.machineUuid,
			responsibleId: item.responsibleId,
			responsibleName: responsible.name,
			contactId: item.contactId,
			contactName: contact.name,
			partOfId: item.partOfId,
			supplier: item.supplier,
			orderNumber: item.orderNumber,
			priceCents: item.priceCents,
			lifeMonths: item.lifeMonths,
			lifeEndsOn: item.lifeEndsOn,
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
			requestNumber: item.requestNumber,
			photoId
		})
		.from(item)
		.innerJoin(itemCategory, eq(itemCategory.code, item.category))
		.leftJoin(itemModel, eq(itemModel.id, item.modelId))
		.leftJoin(responsible, eq(responsible.id, item.responsibleId))
		.leftJoin(contact, eq(contact.id, item.contactId))
		.leftJoin(holder, eq(holder.id, item.holderId))
		.leftJoin(holderUnit, eq(holderUnit.id, holder.unitId))
		.leftJoin(unit, eq(unit.id, item.unitId))
		.leftJoin(place, eq(place.id, item.placeId))
		.where(and(eq(item.id, id), isNull(item.withdrawnAt)));
	if (!found || !mayRead(actor, found)) throw notFound();
	return { ...found, seen: fingerprint(itemFacts(found)) };
}

export type ItemPage = Awaited<ReturnType<typeof getItem>>;

type ItemScope = {
	holderId: string | null;
	placeId: string | null;
	state: ItemState;
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
	if (isSharedWhere(actor, found)) return true;
	const scope = registerScope(actor);
	return scope === null || (unitId ? scope.includes(unitId) : can(actor, 'equipment.read'));
}

/** A thing that nobody holds by name, at the place where this person works. */
const isSharedWhere = (actor: Actor, { holderId, placeId, state }: ItemScope): boolean =>
	holderId === null &&
	placeId !== null &&
	placeId === actor.placeId &&
	(state === 'in_use' || state === 'in_repair');

/** May this person move the item: hand it over, take it back and so on. Screens ask it to offer the acts. */
export function mayMove(actor: Actor, found: ItemScope): boolean {
	const unitId = found.holderUnitId ?? found.unitId;
	return can(actor, 'equipment.move', unitId ? { unitId } : undefined);
}
