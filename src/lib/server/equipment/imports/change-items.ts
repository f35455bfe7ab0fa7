import { eq } from 'drizzle-orm';
import type { Actor } from '#lib/people/actor.ts';
import { recordAudits, type AuditEvent } from '#lib/server/audit/record-audit.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { lockItems, type ItemRecord } from '#lib/server/equipment/item-record.ts';
import { lifeEnd, modelByName, type ModelRecord } from '#lib/server/equipment/models.ts';
import { listCategories } from '#lib/server/equipment/register/categories.ts';
import { writeOwnValues, type OwnValues } from '#lib/server/equipment/register/own-values.ts';
import { item } from '#lib/server/equipment/tables.ts';
import type { ItemFacts, ItemSide } from './item-row.ts';

/** A correction of an item: facts as they become, with what they were for the log. */
export type ItemCorrection = {
	recordId: string | null;
	before: unknown;
	after: unknown;
};

type Correcting = { tx: Tx; models: Map<string, ModelRecord> };

/**
 * Corrects facts of some hundred items. Only the desk within its units. Recorded as `item.edited` each. Numbers that
 * only one item may have were looked at before.
 */
export async function changeItems(
	tx: Tx,
	actor: Actor,
	corrections: readonly ItemCorrection[],
	at: Date
): Promise<void> {
	const wanted = corrections.filter(({ after }) => {
		const { facts, own } = after as ItemSide;
		return Object.keys(facts).length > 0 || own !== undefined;
	});
	if (wanted.length === 0) return;
	const records = await lockItems(
		tx,
		actor,
		wanted.map(({ recordId }) => ({ itemId: recordId ?? '' }))
	);
	const audits: AuditEvent[] = [];
	const correcting = { tx, models: new Map() };
	const own: { itemId: string; category: string; values: OwnValues }[] = [];
	for (const [n, { before, after }] of wanted.entries()) {
		const record = records[n];
		if (!record) continue;
		const [was, becomes] = [before as ItemSide, after as ItemSide];
		const change = await changeOf(correcting, record, becomes.facts);
		await tx
			.update(item)
			.set({ ...change, updatedAt: at })
			.where(eq(item.id, record.id));
		const category = becomes.facts.category ?? record.category;
		if (becomes.own) own.push({ itemId: record.id, category, values: becomes.own });
		audits.push({
			...{ actor, action: 'item.edited', noun: 'item', recordId: record.id, at },
			before: { ...was.facts, ...(was.own ? { own: was.own } : {}) },
			after: { ...becomes.facts, ...(becomes.own ? { own: becomes.own } : {}) }
		});
	}
	for (const { code, fields } of own.length > 0 ? await listCategories(tx) : []) {
		const those = own.filter(({ category }) => category === code);
		if (those.length > 0) await writeOwnValues(tx, fields, those);
	}
	await recordAudits(tx, audits);
}

async function changeOf({ tx, models }: Correcting, record: ItemRecord, facts: ItemFacts) {
	const now = { ...record, ...facts };
	const needsModel = ['category', 'model', 'boughtOn', 'lifeMonths'].some((key) => key in facts);
	if (!needsModel) return facts;
	const key = JSON.stringify([now.category, now.model]);
	const model = models.get(key) ?? (await modelByName(tx, now.category, now.model));
	models.set(key, model);
	return {
		...facts,
		...{ modelId: model.id, model: model.name },
		lifeEndsOn: lifeEnd(now.boughtOn, now.lifeMonths ?? model.serves)
	};
}
