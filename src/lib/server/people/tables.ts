import { sql } from 'drizzle-orm';
import {
	boolean,
	check,
	date,
	index,
	pgTable,
	text,
	unique,
	uniqueIndex,
	uuid,
	type AnyPgColumn
} from 'drizzle-orm/pg-core';
import { id, localized, moment, tsvector } from '#lib/server/db/columns.ts';

/** A place where people work: a house, or a room within one. */
export const place = pgTable(
	'place',
	{
		id: id(),
		code: text('code').notNull().unique(),
		name: localized('name').notNull(),
		address: text('address').notNull().default(''),
		district: text('district').notNull().default(''),
		/** Which working hours hold here: a key of the setting `workingHours`. */
		hours: text('hours').notNull().default('office'),
		/** Head of the place: resolves the approval rule `head_of_place`. */
		headId: uuid('head_id').references((): AnyPgColumn => person.id),
		parentId: uuid('parent_id').references((): AnyPgColumn => place.id),
		active: boolean('active').notNull().default(true)
	},
	(t) => [index('place_parent').on(t.parentId)]
);

/** A structural unit; the tree of the organisation. */
export const unit = pgTable(
	'unit',
	{
		id: id(),
		code: text('code').notNull().unique(),
		name: localized('name').notNull(),
		/** `organisation`, `department`, `kindergarten`, `group`, `office`. */
		kind: text('kind').notNull(),
		parentId: uuid('parent_id').references((): AnyPgColumn => unit.id),
		/** The unit itself and every unit above it, root first: one index answers "in this subtree". */
		ancestorIds: uuid('ancestor_ids').array().notNull(),
		headId: uuid('head_id').references((): AnyPgColumn => person.id),
		/** Decides spending: resolves the approval rule `budget_owner` (else the head, else the unit above). */
		budgetOwnerId: uuid('budget_owner_id').references((): AnyPgColumn => person.id),
		placeId: uuid('place_id').references(() => place.id),
		active: boolean('active').notNull().default(true)
	},
	(t) => [index('unit_parent').on(t.parentId), index('unit_ancestors').using('gin', t.ancestorIds)]
);

/** Somebody who works, worked or will work for the municipality. Never deleted. */
export const person = pgTable(
	'person',
	{
		id: id(),
		/** Lower case; the sign-in name. */
		email: text('email').notNull().unique(),
		name: text('name').notNull(),
		position: text('position').notNull().default(''),
		phone: text('phone').notNull().default(''),
		/** Reads letters at that address. Without one the address is a sign-in name only, and nothing is sent there. */
		hasMailbox: boolean('has_mailbox').notNull().default(true),
		unitId: uuid('unit_id')
			.notNull()
			.references(() => unit.id),
		placeId: uuid('place_id').references(() => place.id),
		/** Line manager. */
		managerId: uuid('manager_id').references((): AnyPgColumn => person.id),
		/** `et`, `ru` or `en`: language of screens and mail. */
		locale: text('locale').$type<'et' | 'ru' | 'en'>().notNull().default('et'),
		/** `active` or `left`. */
		status: text('status').$type<'active' | 'left'>().notNull().default('active'),
		startsOn: date('starts_on'),
		endsOn: date('ends_on'),
		/** When their account was closed. */
		leftAt: moment('left_at'),
		/** When name and address were replaced after the retention time; what they did keeps its number. */
		pseudonymisedAt: moment('pseudonymised_at'),
		/** Own look and behaviour: theme, text size, single keys. */
		theme: text('theme').$type<'system' | 'light' | 'dark'>().notNull().default('system'),
		textSize: text('text_size').$type<'normal' | 'large'>().notNull().default('normal'),
		singleKeys: boolean('single_keys').notNull().default(true),
		createdAt: moment('created_at').notNull(),
		updatedAt: moment('updated_at').notNull(),
		search: tsvector('search').generatedAlwaysAs(
			sql`to_tsvector('simple', name || ' ' || email || ' ' || position)`
		)
	},
	(t) => [
		index('person_unit').on(t.unitId),
		index('person_manager').on(t.managerId),
		index('person_place').on(t.placeId),
		index('person_name').on(t.name, t.id),
		index('person_search').using('gin', t.search),
		index('person_name_trgm').using('gin', sql`name gin_trgm_ops`),
		index('person_email_trgm').using('gin', sql`email gin_trgm_ops`),
		check('person_status', sql`status in ('active', 'left')`),
		check('person_locale', sql`locale in ('et', 'ru', 'en')`),
		check('person_email_lower', sql`email = lower(email)`),
		check('person_not_own_manager', sql`manager_id is distinct from id`)
	]
);

/** Who stands in for whom, both days inclusive. */
export const deputy = pgTable(
	'deputy',
	{
		id: id(),
		personId: uuid('person_id')
			.notNull()
			.references(() => person.id),
		deputyId: uuid('deputy_id')
			.notNull()
			.references(() => person.id),
		from: date('from_day').notNull(),
		until: date('until_day').notNull(),
		createdAt: moment('created_at').notNull()
	},
	(t) => [
		index('deputy_person').on(t.personId, t.until),
		index('deputy_deputy').on(t.deputyId, t.until),
		check('deputy_days', sql`from_day <= until_day`),
		check('deputy_not_self', sql`person_id <> deputy_id`)
	]
);

/** Appointed to act for staff of the unit (and units below) who have no computer. */
export const representative = pgTable(
	'representative',
	{
		id: id(),
		personId: uuid('person_id')
			.notNull()
			.references(() => person.id),
		unitId: uuid('unit_id')
			.notNull()
			.references(() => unit.id),
		createdAt: moment('created_at').notNull()
	},
	(t) => [
		unique('representative_once').on(t.personId, t.unitId),
		index('representative_unit').on(t.unitId)
	]
);

/** A role given to a person, everywhere (`unit_id` null) or within one subtree of units. */
export const roleGrant = pgTable(
	'role_grant',
	{
		id: id(),
		personId: uuid('person_id')
			.notNull()
			.references(() => person.id),
		role: text('role').$type<'agent' | 'author' | 'auditor' | 'admin'>().notNull(),
		unitId: uuid('unit_id').references(() => unit.id),
		createdAt: moment('created_at').notNull()
	},
	(t) => [
		uniqueIndex('role_grant_everywhere')
			.on(t.personId, t.role)
			.where(sql`unit_id is null`),
		uniqueIndex('role_grant_in_unit')
			.on(t.personId, t.role, t.unitId)
			.where(sql`unit_id is not null`),
		check('role_grant_role', sql`role in ('agent', 'author', 'auditor', 'admin')`)
	]
);
