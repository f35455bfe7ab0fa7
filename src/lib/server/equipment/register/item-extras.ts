import { sql, type SQL } from 'drizzle-orm';
import type { ItemState } from '#lib/equipment/item-states.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { itemHolding } from '#lib/server/equipment/acts/tables.ts';
import { item, itemServes } from '#lib/server/equipment/tables.ts';
import { person, place } from '#lib/server/people/tables.ts';
import { equipmentFile, itemFieldValue } from './tables.ts';

/** Another item beside this one: what is built into it, or what it is built into. */
export type RelatedItem = { id: string; inventoryNumber: string; model: string; state: ItemState };

/** A file of an item. */
export type ItemFile = {
	id: string;
	name: string;
	size: number;
	mediaType: string;
	isPhoto: boolean;
	/** ISO moment. */
	createdAt: string;
};

/** What an item's page shows beside its facts. */
export type ItemExtras = {
	/** Own values by the id of the field. */
	own: { fieldId: string; value: string }[];
	parts: RelatedItem[];
	partOf: RelatedItem | null;
	serves: LocalizedText[];
	files: ItemFile[];
	modelPhoto: string | null;
	/** Who had it, the latest first; nobody named while a room had it. Moments are ISO. */
	holdings: { name: string | null; since: string; until: string | null }[];
};

const list = (rows: SQL) => sql`(select coalesce(jsonb_agg(one), '[]') from (${rows}) one)`;
const related = sql`id, inventory_number as "inventoryNumber", model, state`;

/** The rest of an item's page in one query. The caller has found the item with `getItem`. */
export async function itemExtras(
	db: DbOrTx,
	{ id, partOfId, modelId }: { id: string; partOfId: string | null; modelId: string | null }
): Promise<ItemExtras> {
	const [found] = await db.execute<ItemExtras>(sql`select
		${list(sql`select field_id as "fieldId", value from ${itemFieldValue} where item_id = ${id}`)} as own,
		${list(sql`select ${related} from ${item} where part_of_id = ${id} and withdrawn_at is null
			order by inventory_number`)} as parts,
		(select to_jsonb(one) from (select ${related} from ${item} where id = ${partOfId}::uuid) one) as "partOf",
		(select coalesce(jsonb_agg(p.name order by p.name->>'et'), '[]') from ${itemServes} s
			join ${place} p on p.id = s.place_id where s.item_id = ${id}) as serves,
		${list(sql`select id, name, size, media_type as "mediaType", is_photo as "isPhoto",
			created_at as "createdAt"
			from ${equipmentFile} where noun = 'item' and record_id = ${id} and removed_at is null
			order by created_at desc`)} as files,
		(select id from ${equipmentFile} where noun = 'model' and record_id = ${modelId}::uuid
			and is_photo and removed_at is null order by created_at desc limit 1) as "modelPhoto",
		${list(sql`select p.name, h.since, h.until
			from ${itemHolding} h left join ${person} p on p.id = h.person_id
			where h.item_id = ${id} order by h.since desc, h.seq desc`)} as holdings`);
	if (!found) throw new Error('A query of one row gave none.');
	return found;
}
