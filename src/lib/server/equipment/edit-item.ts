import { forbidden } from '#lib/errors.ts';
import type { ItemCategory } from '#lib/equipment/item-states.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx } from '#lib/server/db/client.ts';
import { mustBeFresh } from '#lib/server/people/stale-form.ts';
import { itemFacts } from './item-facts.ts';
import { changeItem, lockItem } from './item-record.ts';
import { mustBeApart, mustBePeople, partByNumber } from './item-relations.ts';
import { lifeEnd, modelByName } from './models.ts';
import { listCategories } from './register/categories.ts';
import {
	ownValuesOf,
	readOwnValues,
	writeOwnValues,
	type OwnValues
} from './register/own-values.ts';
import { takenBy } from './taken-by.ts';

/** What is absent stays as it is. */
export type EditItemInput = {
	itemId: string;
	/** Fingerprint of the record when its form was opened. */
	seen?: string;
	category?: ItemCategory;
	model?: string;
	serial?: string;
	ownTag?: string;
	machineUuid?: string;
	unitId?: string | null;
	responsibleId?: string | null;
	contactId?: string | null;
	supplier?: string;
	orderNumber?: string;
	priceCents?: number | null;
	boughtOn?: string | null;
	warrantyUntil?: string | null;
	lifeMonths?: number | null;
	/** Number of the item that it is built into; empty for none. */
	partOf?: string;
	note?: string;
	/** Values of the category's own fields, as typed. */
	own?: OwnValues;
};

/**
 * Corrects what the register says an item is. Its number, state, holder and place are changed only by the acts
 * that move it. Only the desk within its units. Recorded as `item.edited`. Throws NotFound, Forbidden, Conflict when
 * somebody else edited it since the form was opened, and Invalid as `enterItems` does.
 */
export async function editItem(
	db: DbOrTx,
	actor: Actor,
	input: EditItemInput,
	clock: Clock = systemClock
): Promise<void> {
	if (!can(actor, 'equipment.edit')) throw forbidden();
	const subject = input.unitId ? { unitId: input.unitId } : undefined;
	if (!can(actor, 'equipment.move', subject)) throw forbidden();
	await withTransaction(db, async (tx) => {
		const { itemId, seen, partOf, own, ...given } = input;
		const record = await lockItem(tx, actor, { itemId });
		await mustBeFresh(tx, actor, 'item', itemFacts(record), seen);
		await mustBePeople(tx, [given]);
		const facts = { ...record, ...withoutAbsent(given) };
		const model = await modelByName(tx, facts.category, facts.model);
		const partOfId = partOf
			? ((await partByNumber(tx, actor, [partOf])).get(partOf.trim().toUpperCase()) ?? null)
			: partOf === ''
				? null
				: record.partOfId;
		if (partOfId && partOfId !== record.partOfId) await mustBeApart(tx, itemId, partOfId);
		const change = {
			...withoutAbsent(given),
			...{ category: facts.category, modelId: model.id, model: model.name, partOfId },
			...{ serial: facts.serial.trim(), ownTag: facts.ownTag.trim() },
			machineUuid: facts.machineUuid.trim().toLowerCase(),
			...{ boughtOn: facts.boughtOn || null, warrantyUntil: facts.warrantyUntil || null },
			lifeEndsOn: lifeEnd(facts.boughtOn || null, facts.lifeMonths ?? model.serves)
		};
		const taken = await takenBy(tx, [{ ...record, ...change }]);
		if (taken) throw taken;
		const kinds = await listCategories(tx);
		const fields = kinds.find(({ code }) => code === facts.category)?.fields ?? [];
		const before = await ownValuesOf(tx, itemId, fields);
		const values = own && readOwnValues(fields, own);
		if (values) await writeOwnValues(tx, fields, [{ itemId, values }]);
		else if (facts.category !== record.category) {
			await writeOwnValues(tx, fields, [{ itemId, values: {} }]);
		}
		await changeItem(tx, actor, record, change, 'item.edited', clock.now(), {
			before: { own: before },
			after: { own: values ?? before }
		});
	});
}

function withoutAbsent<T extends object>(given: T) {
	const entries = Object.entries(given).filter(([, value]) => value !== undefined);
	return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
