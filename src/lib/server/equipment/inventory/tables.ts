import { sql } from 'drizzle-orm';
import { index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type {
	FindingKind,
	FindingState,
	Hardware,
	SeenDevice
} from '#lib/equipment/inventory/findings.ts';
import { id, moment } from '#lib/server/db/columns.ts';
import { item } from '#lib/server/equipment/tables.ts';
import { person, place } from '#lib/server/people/tables.ts';

/** A place from which inventory agents report, with its token. */
export const inventorySite = pgTable('inventory_site', {
	id: id(),
	name: text('name').notNull(),
	/** Where devices that report with this token are. */
	placeId: uuid('place_id').references(() => place.id),
	/** SHA-256 of the token; the token itself is shown once. */
	tokenHash: text('token_hash').notNull().unique(),
	createdAt: moment('created_at').notNull(),
	createdById: uuid('created_by_id').references(() => person.id),
	lastUsedAt: moment('last_used_at'),
	revokedAt: moment('revoked_at')
});

/** A device as agents last reported it. One row a device; what it reported earlier stays with the findings. */
export const inventoryDevice = pgTable(
	'inventory_device',
	{
		id: id(),
		/** The agent's own name for the device: `deviceid`. */
		deviceId: text('device_id').notNull().unique(),
		siteId: uuid('site_id')
			.notNull()
			.references(() => inventorySite.id),
		/** Whose record in the register it is; null while nobody knows. */
		itemId: uuid('item_id').references(() => item.id),
		serial: text('serial').notNull().default(''),
		machineUuid: text('machine_uuid').notNull().default(''),
		name: text('name').notNull().default(''),
		/** What was reported, in our words. */
		seen: jsonb('seen').$type<SeenDevice>().notNull(),
		/** The whole report as it came. */
		report: jsonb('report').$type<Record<string, unknown>>().notNull(),
		/** Memory and disks that somebody has taken note of; the first report is taken as it is. */
		known: jsonb('known').$type<Hardware>(),
		/** Somebody other than the holder used it, in how many reports in a row. */
		strangerId: uuid('stranger_id').references(() => person.id),
		strangerTimes: integer('stranger_times').notNull().default(0),
		firstSeenAt: moment('first_seen_at').notNull(),
		lastSeenAt: moment('last_seen_at').notNull()
	},
	(t) => [
		index('inventory_device_item').on(t.itemId),
		index('inventory_device_serial').on(sql`lower(${t.serial})`),
		index('inventory_device_uuid').on(t.machineUuid),
		index('inventory_device_seen').on(t.lastSeenAt)
	]
);

/** Where what a device reports differs from the register: one decision each. */
export const inventoryFinding = pgTable(
	'inventory_finding',
	{
		id: id(),
		kind: text('kind').$type<FindingKind>().notNull(),
		deviceRowId: uuid('device_row_id')
			.notNull()
			.references(() => inventoryDevice.id),
		itemId: uuid('item_id').references(() => item.id),
		/** What the register says, and what was seen. */
		registered: text('registered').notNull().default(''),
		seen: text('seen').notNull().default(''),
		seenPlaceId: uuid('seen_place_id').references(() => place.id),
		seenPersonId: uuid('seen_person_id').references(() => person.id),
		openedAt: moment('opened_at').notNull(),
		lastSeenAt: moment('last_seen_at').notNull(),
		times: integer('times').notNull().default(1),
		state: text('state').$type<FindingState>().notNull(),
		decidedAt: moment('decided_at'),
		decidedById: uuid('decided_by_id').references(() => person.id),
		note: text('note').notNull().default('')
	},
	(t) => [
		uniqueIndex('inventory_finding_open')
			.on(t.kind, t.deviceRowId)
			.where(sql`state = 'open'`),
		index('inventory_finding_state').on(t.state, t.openedAt),
		index('inventory_finding_item').on(t.itemId)
	]
);
