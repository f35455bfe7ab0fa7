import { sql } from 'drizzle-orm';
import { boolean, check, index, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import type { NameMatch } from '#lib/software/case-states.ts';
import { id, moment } from '#lib/server/db/columns.ts';
import { inventoryDevice } from '#lib/server/equipment/inventory/tables.ts';
import { person } from '#lib/server/people/tables.ts';
import { softwareProduct } from '../tables.ts';

/**
 * What an agent taught once: everything named so, from that maker, is this product, or is not counted at all. The
 * longest name that fits wins, an exact one before one that only begins so.
 */
export const softwareRule = pgTable(
	'software_rule',
	{
		id: id(),
		nameMatch: text('name_match').$type<NameMatch>().notNull(),
		/** Compared without regard to letters' size. */
		name: text('name').notNull(),
		/** Maker as reported, compared whole; empty for any. */
		publisher: text('publisher').notNull().default(''),
		/** Null when it is not counted. */
		productId: uuid('product_id').references(() => softwareProduct.id),
		createdAt: moment('created_at').notNull(),
		createdById: uuid('created_by_id').references(() => person.id)
	},
	(t) => [
		unique('software_rule_once').on(t.nameMatch, t.name, t.publisher),
		index('software_rule_product').on(t.productId),
		check('software_rule_match', sql`name_match in ('exact', 'starts', 'contains')`)
	]
);

/**
 * A name under which devices report software, with its maker: there are some thousands of them however many devices
 * there are. A rule says once which product it is.
 */
export const softwareTitle = pgTable(
	'software_title',
	{
		id: id(),
		name: text('name').notNull(),
		publisher: text('publisher').notNull().default(''),
		productId: uuid('product_id').references(() => softwareProduct.id),
		/** Known and not counted: drivers, updates, parts of other software. */
		ignored: boolean('ignored').notNull().default(false),
		ruleId: uuid('rule_id').references(() => softwareRule.id),
		firstSeenAt: moment('first_seen_at').notNull()
	},
	(t) => [
		unique('software_title_once').on(t.name, t.publisher),
		index('software_title_product').on(t.productId),
		index('software_title_unknown')
			.on(t.id)
			.where(sql`product_id is null and not ignored`)
	]
);

/** Software on a device, as its agent reported it. What a later report no longer names is gone, with the day. */
export const softwareInstallation = pgTable(
	'software_installation',
	{
		id: id(),
		deviceRowId: uuid('device_row_id')
			.notNull()
			.references(() => inventoryDevice.id),
		titleId: uuid('title_id')
			.notNull()
			.references(() => softwareTitle.id),
		version: text('version').notNull().default(''),
		firstSeenAt: moment('first_seen_at').notNull(),
		lastSeenAt: moment('last_seen_at').notNull(),
		goneAt: moment('gone_at')
	},
	(t) => [
		unique('software_installation_once').on(t.deviceRowId, t.titleId, t.version),
		index('software_installation_since').on(t.firstSeenAt, t.id),
		index('software_installation_title')
			.on(t.titleId, t.deviceRowId)
			.where(sql`gone_at is null`)
	]
);
