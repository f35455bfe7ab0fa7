import { conflict, forbidden } from '#lib/errors.ts';
import type { ItemCategory } from '#lib/equipment/item-states.ts';
import type { OwnField } from '#lib/equipment/own-fields.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { recordAudits } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx, type Tx } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { issueAct, type IssuedAct } from './acts/issue-act.ts';
import { lockItems, placeOf } from './item-record.ts';
import { mustBePeople, partByNumber } from './item-relations.ts';
import { lifeEnd, modelByName, type ModelRecord } from './models.ts';
import { listCategories } from './register/categories.ts';
import { readOwnValues, writeOwnValues, type OwnValues } from './register/own-values.ts';
import { item } from './tables.ts';
import { takenBy } from './taken-by.ts';

/** What the register says a new item is. */
export type NewItem = {
	/** As in the accounts and on the label, e.g. `KM-10482`. */
	inventoryNumber: string;
	category: ItemCategory;
	model: string;
	serial?: string;
	ownTag?: string;
	machineUuid?: string;
	/** Whose it is while nobody holds it; the stock of the whole town when absent. */
	unitId?: string | null;
	responsibleId?: string | null;
	contactId?: string | null;
	supplier?: string;
	orderNumber?: string;
	priceCents?: number | null;
	boughtOn?: string | null;
	warrantyUntil?: string | null;
	lifeMonths?: number | null;
	/** Number of the item that it is built into. */
	partOf?: string;
	note?: string;
	/** Values of the category's own fields, as typed; absent when nobody was asked. */
	own?: OwnValues;
};

export type RegisterItemInput = NewItem & { placeId?: string | null; room?: string };

/**
 * Enters new items into the register as ordered: no act has moved them yet. Only the desk, for its units or the stock of
 * the whole town. Recorded as `item.registered` each. Throws Forbidden, Invalid (`category`, people, `partOf`, own
 * fields), and Invalid at a number that another item has, naming that item.
 */
export async function enterItems(
	tx: Tx,
	actor: Actor,
	items: readonly NewItem[],
	at: Date
): Promise<string[]> {
	if (!can(actor, 'equipment.edit')) throw forbidden();
	const rows = [];
	const valued: { itemId: string; fields: OwnField[]; values: OwnValues }[] = [];
	const models = new Map<string, ModelRecord>();
	const kinds = new Map((await listCategories(tx)).map((kind) => [kind.code, kind]));
	await mustBePeople(tx, items);
	const parts = await partByNumber(
		tx,
		actor,
		items.flatMap(({ partOf }) => partOf || [])
	);
	for (const { own, partOf, ...one } of items) {
		if (!can(actor, 'equipment.move', one.unitId ? { unitId: one.unitId } : undefined)) {
			throw forbidden();
		}
		const named = JSON.stringify([one.category, one.model]);
		const model = models.get(named) ?? (await modelByName(tx, one.category, one.model));
		models.set(named, model);
		const boughtOn = one.boughtOn || null;
		const fields = kinds.get(one.category)?.fields ?? [];
		const id = newId();
		if (own) valued.push({ itemId: id, fields, values: readOwnValues(fields, own) });
		rows.push({
			...one,
			id,
			inventoryNumber: one.inventoryNumber.trim().toUpperCase(),
			modelId: model.id,
			model: model.name,
			serial: one.serial?.trim() ?? '',
			ownTag: one.ownTag?.trim() ?? '',
			machineUuid: one.machineUuid?.trim().toLowerCase() ?? '',
			boughtOn,
			warrantyUntil: one.warrantyUntil || null,
			partOfId: partOf ? (parts.get(partOf.toUpperCase()) ?? null) : null,
			lifeEndsOn: lifeEnd(boughtOn, one.lifeMonths ?? model.serves),
			note: one.note ?? '',
			updatedAt: at
		});
	}
	for (let start = 0; start < rows.length; start += 500) {
		const some = rows.slice(start, start + 500);
		const made = await tx
			.insert(item)
			.values(some)
			.onConflictDoNothing()
			.returning({ id: item.id });
		if (made.length < some.length) {
			throw (await takenBy(tx, some)) ?? conflict('equipment_number_meanwhile');
		}
	}
	for (const { code } of kinds.values()) {
		const those = valued.filter(({ fields }) => fields === kinds.get(code)?.fields);
		if (those.length > 0) await writeOwnValues(tx, those[0]?.fields ?? [], those, true);
	}
	await recordAudits(
		tx,
		rows.map((row) => ({
			...{ actor, action: 'item.registered', noun: 'item', recordId: row.id, after: row, at }
		}))
	);
	return rows.map(({ id }) => id);
}

/**
 * Receives new items into stock by one act: they are entered and put at a place. Who may and what is thrown stand at
 * `enterItems`; Invalid (`placeId`) for an unknown place.
 */
export async function receiveItems(
	db: DbOrTx,
	actor: Actor,
	items: readonly NewItem[],
	input: {
		placeId?: string | null;
		room?: string;
		note?: string;
		facts?: { label: string; value: string }[];
		/** Key of the form that asks for it. */
		formKey?: string | null;
	},
	clock: Clock = systemClock
): Promise<IssuedAct & { itemIds: string[] }> {
	return withTransaction(db, async (tx) => {
		const at = clock.now();
		const placeId = input.placeId ? (await placeOf(tx, input.placeId)).id : null;
		const itemIds = await enterItems(tx, actor, items, at);
		const records = await lockItems(
			tx,
			actor,
			itemIds.map((itemId) => ({ itemId }))
		);
		const { room = '', note, facts, formKey } = input;
		const act = await issueAct(
			tx,
			actor,
			{
				kind: 'receipt',
				lines: records.map((record) => ({
					...{ record, event: 'received' as const, placeId, room }
				})),
				signers: [],
				unitId: records[0]?.unitId ?? null,
				...{ placeId, note, facts, formKey }
			},
			at
		);
		return { ...act, itemIds };
	});
}

/** One new item in stock: `receiveItems`. */
export async function registerItem(
	db: DbOrTx,
	actor: Actor,
	input: RegisterItemInput,
	clock: Clock = systemClock
): Promise<{ id: string }> {
	const { placeId, room, ...one } = input;
	const { itemIds } = await receiveItems(db, actor, [one], { placeId, room }, clock);
	return { id: itemIds[0] ?? '' };
}
