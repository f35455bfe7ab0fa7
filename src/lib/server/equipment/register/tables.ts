import { sql } from 'drizzle-orm';
import {
	boolean,
	index,
	integer,
	jsonb,
	pgTable,
	primaryKey,
	text,
	uniqueIndex,
	uuid
} from 'drizzle-orm/pg-core';
import type { OwnFieldType } from '#lib/equipment/own-fields.ts';
import type { ItemCategory } from '#lib/equipment/item-states.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import { id, localized, moment } from '#lib/server/db/columns.ts';
import { item, itemCategory } from '#lib/server/equipment/tables.ts';
import { person } from '#lib/server/people/tables.ts';

/** A field that a category has beside those of every item: screen size, phone number. */
export const itemField = pgTable(
	'item_field',
	{
		id: id(),
		category: text('category')
			.$type<ItemCategory>()
			.notNull()
			.references(() => itemCategory.code),
		/** Name in files and the API; never changes. */
		key: text('key').notNull(),
		label: localized('label').notNull(),
		type: text('type').$type<OwnFieldType>().notNull(),
		/** What may be chosen, of the type `choice`. */
		choices: jsonb('choices').$type<{ value: string; label: LocalizedText }[]>(),
		required: boolean('required').notNull().default(false),
		/** No two items have the same value; the database sees to it. */
		isUnique: boolean('is_unique').notNull().default(false),
		position: integer('position').notNull().default(0),
		retiredAt: moment('retired_at')
	},
	(t) => [uniqueIndex('item_field_key').on(t.category, t.key)]
);

/** What an item has in one of its category's own fields, as text: numbers with a point, days as ISO, `yes` or `no`. */
export const itemFieldValue = pgTable(
	'item_field_value',
	{
		itemId: uuid('item_id')
			.notNull()
			.references(() => item.id),
		fieldId: uuid('field_id')
			.notNull()
			.references(() => itemField.id),
		value: text('value').notNull(),
		/** Copied from the field, so that an index can see to it. */
		isUnique: boolean('is_unique').notNull().default(false)
	},
	(t) => [
		primaryKey({ columns: [t.itemId, t.fieldId] }),
		uniqueIndex('item_field_value_unique')
			.on(t.fieldId, sql`lower(${t.value})`)
			.where(sql`is_unique`),
		index('item_field_value_words').using('gin', sql`to_tsvector('simple', value)`)
	]
);

/** To what a file of the equipment room belongs. */
export const FILE_NOUNS = ['item', 'model', 'act', 'repair', 'write_off', 'stock_take'] as const;
export type FileNoun = (typeof FILE_NOUNS)[number];

/** A photo, a scan, an invoice, a certificate: kept with an item, an act, a repair, a write-off or a stock-take. */
export const equipmentFile = pgTable(
	'equipment_file',
	{
		id: id(),
		noun: text('noun').$type<FileNoun>().notNull(),
		recordId: uuid('record_id').notNull(),
		/** Shown as a picture of the thing; anything else is a paper. */
		isPhoto: boolean('is_photo').notNull().default(false),
		name: text('name').notNull(),
		size: integer('size').notNull(),
		/** Media type found in the content, never the one claimed. */
		mediaType: text('media_type').notNull(),
		sha256: text('sha256').notNull(),
		storageKey: text('storage_key').notNull(),
		uploadedById: uuid('uploaded_by_id').references(() => person.id),
		createdAt: moment('created_at').notNull(),
		/** Taken away from sight; the record of it stays. */
		removedAt: moment('removed_at')
	},
	(t) => [index('equipment_file_record').on(t.noun, t.recordId, t.createdAt)]
);
