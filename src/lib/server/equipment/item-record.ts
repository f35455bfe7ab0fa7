import { and, eq, getTableColumns, inArray, isNull, or } from 'drizzle-orm';
import { forbidden, invalid, notFound } from '#lib/errors.ts';
import type { Standing } from '#lib/equipment/projection.ts';
import { isId } from '#lib/ids.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { registerScope } from '#lib/people/register-scope.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { person, place } from '#lib/server/people/tables.ts';
import { item } from './tables.ts';

/** An item named by its id or by the number on its label. */
export type ItemRef = { itemId: string } | { inventoryNumber: string };

export type ItemRecord = Omit<typeof item.$inferSelect, 'search'> & {
	holderName: string | null;
	/** Unit of the holder, else the unit whose stock it is in; null in the stock of the whole town. */
	scopeUnitId: string | null;
};

/**
 * The items, locked until the transaction ends, in the order asked: of two who move one at once the second sees what the
 * first did, and locks are taken in one order, so that nobody waits for each other. Throws NotFound when one is not there
 * or not in the registers the actor keeps, Forbidden for one who only reads.
 */
export async function lockItems(
	tx: Tx,
	actor: Actor,
	refs: readonly ItemRef[]
): Promise<ItemRecord[]> {
	const records = await lockAnyItems(tx, refs);
	const scope = registerScope(actor);
	for (const { scopeUnitId } of records) {
		if (scope !== null && scopeUnitId && !scope.includes(scopeUnitId)) throw notFound();
		if (!can(actor, 'equipment.move', scopeUnitId ? { unitId: scopeUnitId } : undefined)) {
			throw forbidden();
		}
	}
	return records;
}

/**
 * The same for somebody who is not of the desk and has another right to these items: their holder, who signs an act about
 * them. The caller sees to that. Throws NotFound.
 */
export async function lockAnyItems(tx: Tx, refs: readonly ItemRef[]): Promise<ItemRecord[]> {
	const ids = refs.flatMap((ref) => ('itemId' in ref ? [ref.itemId] : []));
	const numbers = refs.flatMap((ref) => ('itemId' in ref ? [] : [numberOf(ref)]));
	if (!ids.every(isId)) throw notFound();
	const { search: _, ...columns } = getTableColumns(item);
	const locked = await tx
		.select(columns)
		.from(item)
		.where(
			and(
				isNull(item.withdrawnAt),
				or(inArray(item.id, ids), inArray(item.inventoryNumber, numbers))
			)
		)
		.orderBy(item.id)
		.for('update');
	// Read after the locks were got: a holder may have changed while this transaction waited.
	const holderIds = [...new Set(locked.flatMap(({ holderId }) => holderId ?? []))];
	const holders = await tx
		.select({ id: person.id, name: person.name, unitId: person.unitId })
		.from(person)
		.where(inArray(person.id, holderIds));
	const holderOf = new Map(holders.map((holder) => [holder.id, holder]));
	const found = new Map<string, ItemRecord>();
	for (const one of locked) {
		const holder = holderOf.get(one.holderId ?? '');
		const record = {
			...one,
			holderName: holder?.name ?? null,
			scopeUnitId: holder?.unitId ?? one.unitId
		};
		found.set(one.id, record).set(one.inventoryNumber, record);
	}
	return refs.map((ref) => {
		const record = found.get('itemId' in ref ? ref.itemId : numberOf(ref));
		if (!record) throw notFound();
		return record;
	});
}

/** One item of `lockItems`. */
export async function lockItem(tx: Tx, actor: Actor, ref: ItemRef): Promise<ItemRecord> {
	const [record] = await lockItems(tx, actor, [ref]);
	if (!record) throw notFound();
	return record;
}

const numberOf = (ref: { inventoryNumber: string }) => ref.inventoryNumber.trim().toUpperCase();

/** What of the facts about an item is corrected by hand: never what its acts decide. */
export type ItemChange = Partial<
	Omit<
		typeof item.$inferInsert,
		'id' | 'inventoryNumber' | 'search' | 'moves' | 'updatedAt' | keyof Standing
	>
>;

/** Writes corrected facts and records them under `action`, before and after, with what was changed beside them. */
export async function changeItem(
	tx: Tx,
	actor: Actor,
	record: ItemRecord,
	change: ItemChange,
	action: string,
	at: Date,
	beside: { before?: object; after?: object } = {}
): Promise<void> {
	await tx
		.update(item)
		.set({ ...change, updatedAt: at })
		.where(eq(item.id, record.id));
	const keys = Object.keys(change) as (keyof ItemChange)[];
	const before = Object.fromEntries(keys.map((key) => [key, record[key]]));
	await recordAudit(tx, {
		...{ actor, action, noun: 'item', recordId: record.id },
		...{ before: { ...before, ...beside.before }, after: { ...change, ...beside.after }, at }
	});
}

/** Checks that a place named in a form is there; gives its name for the log. */
export async function placeOf(tx: Tx, placeId: string): Promise<{ id: string; name: string }> {
	if (!isId(placeId)) throw invalid({ placeId: ['errors_invalid'] });
	const [found] = await tx.select().from(place).where(eq(place.id, placeId));
	if (!found) throw invalid({ placeId: ['errors_invalid'] });
	return { id: found.id, name: found.name.et };
}

/** What is written on an act beside an item: its own words, else those of the whole act. */
export const noteOn = (
	record: Pick<ItemRecord, 'id' | 'inventoryNumber'>,
	notes: Record<string, string> | undefined,
	note: string | undefined
): string | undefined => notes?.[record.id] || notes?.[record.inventoryNumber] || note;
