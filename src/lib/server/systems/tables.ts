import { sql } from 'drizzle-orm';
import {
	boolean,
	check,
	date,
	index,
	integer,
	pgTable,
	primaryKey,
	text,
	unique,
	uniqueIndex,
	uuid
} from 'drizzle-orm/pg-core';
import { id, localized, moment } from '#lib/server/db/columns.ts';
import { person } from '#lib/server/people/tables.ts';

/** What one may hold a right in: an information system, shared mailbox, group or shared folder. */
export const informationSystem = pgTable(
	'information_system',
	{
		id: id(),
		slug: text('slug').notNull().unique(),
		kind: text('kind')
			.$type<'system' | 'mailbox' | 'group' | 'folder'>()
			.notNull()
			.default('system'),
		name: localized('name').notNull(),
		description: localized('description').notNull(),
		/** Resolves the approval rule `system_owner`. */
		ownerId: uuid('owner_id').references(() => person.id),
		contact: text('contact').notNull().default(''),
		address: text('address').notNull().default(''),
		/** 1 (can wait a week) to 4 (life and law). */
		criticality: integer('criticality').notNull().default(2),
		/** When it is looked after: a key of the setting `workingHours`. */
		hours: text('hours').notNull().default('office'),
		active: boolean('active').notNull().default(true),
		updatedAt: moment('updated_at').notNull()
	},
	(t) => [
		check('information_system_kind', sql`kind in ('system', 'mailbox', 'group', 'folder')`),
		index('information_system_owner').on(t.ownerId)
	]
);

/** A role or level of access in an information system. */
export const systemRole = pgTable(
	'system_role',
	{
		id: id(),
		systemId: uuid('system_id')
			.notNull()
			.references(() => informationSystem.id),
		slug: text('slug').notNull(),
		name: localized('name').notNull(),
		description: localized('description').notNull(),
		risk: text('risk').$type<'low' | 'medium' | 'high'>().notNull().default('low'),
		ownerApproves: boolean('owner_approves').notNull().default(true),
		/** Longest validity of a right in days; null without limit. */
		maxDays: integer('max_days'),
		position: integer('position').notNull().default(0),
		active: boolean('active').notNull().default(true)
	},
	(t) => [
		unique('system_role_slug').on(t.systemId, t.slug),
		check('system_role_risk', sql`risk in ('low', 'medium', 'high')`)
	]
);

/** Two roles that nobody should hold at once: whoever asks for money must not be the one who pays it out. */
export const roleConflict = pgTable(
	'role_conflict',
	{
		roleId: uuid('role_id')
			.notNull()
			.references(() => systemRole.id),
		otherId: uuid('other_id')
			.notNull()
			.references(() => systemRole.id),
		why: localized('why').notNull()
	},
	(t) => [
		primaryKey({ columns: [t.roleId, t.otherId] }),
		index('role_conflict_other').on(t.otherId),
		// Each pair stands once.
		check('role_conflict_ordered', sql`role_id < other_id`)
	]
);

/** What a person may use, with the request that gave it and who agreed. Ended, never deleted. */
export const accessRight = pgTable(
	'access_right',
	{
		id: id(),
		personId: uuid('person_id')
			.notNull()
			.references(() => person.id),
		roleId: uuid('role_id')
			.notNull()
			.references(() => systemRole.id),
		validFrom: date('valid_from').notNull(),
		validUntil: date('valid_until'),
		/** The request that gave it: null only for rights entered by hand or import. */
		requestId: uuid('request_id'),
		/** Number of that request, kept beside its id: every list of rights shows it. */
		requestNumber: integer('request_number'),
		approvedById: uuid('approved_by_id').references(() => person.id),
		grantedById: uuid('granted_by_id').references(() => person.id),
		grantedAt: moment('granted_at').notNull(),
		endedAt: moment('ended_at'),
		endedById: uuid('ended_by_id').references(() => person.id),
		endReason: text('end_reason'),
		/** Why it was given although the person holds a role that does not go with it. */
		conflictReason: text('conflict_reason'),
		/** Last time that a review or its holder's line manager said it is needed. */
		reviewedAt: moment('reviewed_at')
	},
	(t) => [
		uniqueIndex('access_right_once')
			.on(t.personId, t.roleId)
			.where(sql`ended_at is null`),
		index('access_right_person').on(t.personId),
		index('access_right_role').on(t.roleId),
		index('access_right_until')
			.on(t.validUntil, t.id)
			.where(sql`ended_at is null`),
		index('access_right_granted').on(t.grantedAt, t.id)
	]
);

/**
 * What a system needs to work: another system, a device (network, server) or a place. `needs_id` is a row of the register
 * that `needs_kind` names. Circles may stand here: whoever follows them stops at what was seen before.
 */
export const systemDependency = pgTable(
	'system_dependency',
	{
		systemId: uuid('system_id')
			.notNull()
			.references(() => informationSystem.id),
		needsKind: text('needs_kind').$type<'system' | 'item' | 'place'>().notNull(),
		needsId: uuid('needs_id').notNull()
	},
	(t) => [
		primaryKey({ columns: [t.systemId, t.needsKind, t.needsId] }),
		index('system_dependency_needs').on(t.needsKind, t.needsId),
		check('system_dependency_kind', sql`needs_kind in ('system', 'item', 'place')`),
		check('system_dependency_not_itself', sql`needs_kind <> 'system' or needs_id <> system_id`)
	]
);
