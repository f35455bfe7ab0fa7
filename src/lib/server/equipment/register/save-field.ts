import { and, eq, sql } from 'drizzle-orm';
import { conflict, DomainError, invalid, notFound } from '#lib/errors.ts';
import type { OwnFieldType } from '#lib/equipment/own-fields.ts';
import { isId } from '#lib/ids.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { Actor } from '#lib/people/actor.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db, type Tx } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { item, itemCategory } from '#lib/server/equipment/tables.ts';
import { mustSetUp } from './save-category.ts';
import { itemField, itemFieldValue } from './tables.ts';

export type FieldInput = {
	label: LocalizedText;
	choices: { value: string; label: LocalizedText }[];
	required: boolean;
	isUnique: boolean;
};

/**
 * Gives a category a field of its own. Its key and type never change. Who sets up the register of the whole town.
 * Recorded as `item_field.added`. Throws Forbidden, NotFound for the category, Invalid (`key`) for one that is there,
 * (`choices`) for a choice without any.
 */
export async function addField(
	db: Db,
	actor: Actor,
	input: FieldInput & { category: string; key: string; type: OwnFieldType },
	clock: Clock = systemClock
): Promise<void> {
	mustSetUp(actor);
	mustHaveChoices(input.type, input);
	await withTransaction(db, async (tx) => {
		const [category] = await tx
			.select()
			.from(itemCategory)
			.where(eq(itemCategory.code, input.category));
		if (!category) throw notFound();
		const id = newId();
		const position = sql`(select coalesce(max(position), 0) + 1 from ${itemField})`;
		const made = await tx
			.insert(itemField)
			.values({ ...input, id, position })
			.onConflictDoNothing()
			.returning({ id: itemField.id });
		if (made.length === 0) throw invalid({ key: ['equipment_code_taken'] });
		await record(tx, actor, 'added', id, undefined, input, clock);
	});
}

/**
 * Changes the words, the choices and the rules of a field. The same people. Recorded as `item_field.changed`. Throws
 * Forbidden, NotFound, and Invalid (`isUnique`) `equipment_field_twice`, naming two items that share a value already.
 */
export async function changeField(
	db: Db,
	actor: Actor,
	{ fieldId, ...change }: FieldInput & { fieldId: string },
	clock: Clock = systemClock
): Promise<void> {
	mustSetUp(actor);
	await withTransaction(db, async (tx) => {
		const before = await lockField(tx, fieldId);
		mustHaveChoices(before.type, change);
		if (change.isUnique && !before.isUnique) await mustBeSingle(tx, fieldId);
		await tx.update(itemField).set(change).where(eq(itemField.id, fieldId));
		await tx
			.update(itemFieldValue)
			.set({ isUnique: change.isUnique })
			.where(eq(itemFieldValue.fieldId, fieldId));
		await record(tx, actor, 'changed', fieldId, before, change, clock);
	});
}

/**
 * Takes a field out of use, or brings it back with the values that items had. The same people. Recorded as
 * `item_field.retired` or `item_field.restored`. Throws Forbidden, NotFound.
 */
export async function retireField(
	db: Db,
	actor: Actor,
	{ fieldId, retire }: { fieldId: string; retire: boolean },
	clock: Clock = systemClock
): Promise<void> {
	mustSetUp(actor);
	await withTransaction(db, async (tx) => {
		const before = await lockField(tx, fieldId);
		if ((before.retiredAt !== null) === retire) return;
		const retiredAt = retire ? clock.now() : null;
		await tx.update(itemField).set({ retiredAt }).where(eq(itemField.id, fieldId));
		await record(tx, actor, retire ? 'retired' : 'restored', fieldId, before, { retiredAt }, clock);
	});
}

function mustHaveChoices(type: OwnFieldType, { choices }: FieldInput): void {
	if (type === 'choice' && choices.length === 0) throw invalid({ choices: ['errors_required'] });
	if (new Set(choices.map(({ value }) => value)).size < choices.length) {
		throw conflict('equipment_choice_twice');
	}
}

async function mustBeSingle(tx: Tx, fieldId: string): Promise<void> {
	const [pair] = await tx
		.select({
			numbers: sql<string>`string_agg(${item.inventoryNumber}, ', ' order by ${item.inventoryNumber})`
		})
		.from(itemFieldValue)
		.innerJoin(item, eq(item.id, itemFieldValue.itemId))
		.where(and(eq(itemFieldValue.fieldId, fieldId)))
		.groupBy(sql`lower(${itemFieldValue.value})`)
		.having(sql`count(*) > 1`)
		.limit(1);
	if (!pair) return;
	throw new DomainError(
		'Invalid',
		'errors_invalid',
		{ numbers: pair.numbers },
		{ isUnique: ['equipment_field_twice'] }
	);
}

async function lockField(tx: Tx, fieldId: string) {
	if (!isId(fieldId)) throw notFound();
	const [found] = await tx.select().from(itemField).where(eq(itemField.id, fieldId)).for('update');
	if (!found) throw notFound();
	return found;
}

async function record(
	tx: Tx,
	actor: Actor,
	verb: string,
	recordId: string,
	before: object | undefined,
	after: object,
	clock: Clock
): Promise<void> {
	const action = `item_field.${verb}`;
	const at = clock.now();
	await recordAudit(tx, { actor, action, noun: 'item_field', recordId, before, after, at });
}
