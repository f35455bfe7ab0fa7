import { sql } from 'drizzle-orm';
import {
	bigint,
	bigserial,
	boolean,
	check,
	date,
	index,
	integer,
	jsonb,
	pgTable,
	primaryKey,
	text,
	unique,
	uniqueIndex,
	uuid
} from 'drizzle-orm/pg-core';
import type { Locale } from '#lib/i18n/localized.ts';
import type { CloseReason, RuleKind } from '#lib/training/obligation.ts';
import type { CompletionKind } from '#lib/training/module-text.ts';
import { id, moment } from '#lib/server/db/columns.ts';
import { person } from '#lib/server/people/tables.ts';
import { softwareProduct } from '#lib/server/software/tables.ts';
import { systemRole } from '#lib/server/systems/tables.ts';
import { trainingModule } from '../modules/tables.ts';

/** Who has to do a module: a rule worked out from the registers every night and whenever they change. */
export const trainingRule = pgTable(
	'training_rule',
	{
		id: id(),
		moduleId: uuid('module_id')
			.notNull()
			.references(() => trainingModule.id),
		kind: text('kind').$type<RuleKind>().notNull(),
		/** Code of the unit, name of the role, slug of the product or system; empty for the others. */
		value: text('value').notNull().default(''),
		/** `files` follows the front matter; `portal` was set by an author. */
		source: text('source').$type<'files' | 'portal'>().notNull(),
		/** Days to do it after being assigned; null takes the module's. */
		dueDays: integer('due_days'),
		active: boolean('active').notNull().default(true),
		createdById: uuid('created_by_id').references(() => person.id),
		createdAt: moment('created_at').notNull()
	},
	(t) => [unique('training_rule_once').on(t.moduleId, t.kind, t.value)]
);

/**
 * That a person has to do a module: one row a cycle, never deleted. Open while `closed_at` is null; a person has
 * one open obligation a module. Three dates, never mixed: due, closed, and (on the completion) valid until.
 */
export const obligation = pgTable(
	'obligation',
	{
		id: id(),
		personId: uuid('person_id')
			.notNull()
			.references(() => person.id),
		moduleId: uuid('module_id')
			.notNull()
			.references(() => trainingModule.id),
		/** 1, 2, 3 …: renewals and major editions open the next. */
		cycle: integer('cycle').notNull(),
		/** Why: `rule`, `hand`, `request`, `renewal`, `edition` (a major one). */
		origin: text('origin').$type<'rule' | 'hand' | 'request' | 'renewal' | 'edition'>().notNull(),
		/** The rule, where one gave it; leaving its audience closes the obligation. */
		ruleId: uuid('rule_id').references(() => trainingRule.id),
		/** The request that gave it, by number, for "because of IT-2427". */
		requestNumber: integer('request_number'),
		assignedById: uuid('assigned_by_id').references(() => person.id),
		assignedAt: moment('assigned_at').notNull(),
		dueOn: date('due_on'),
		closedAt: moment('closed_at'),
		closedAs: text('closed_as').$type<CloseReason>(),
		completionId: uuid('completion_id'),
		/** Of a waiver. */
		reason: text('reason').notNull().default(''),
		closedById: uuid('closed_by_id').references(() => person.id),
		/** Last time the person was told or reminded of it; null until they have heard of it. */
		remindedAt: moment('reminded_at'),
		/** Last time the line manager was told that it is overdue. */
		managerRemindedAt: moment('manager_reminded_at')
	},
	(t) => [
		uniqueIndex('obligation_open')
			.on(t.personId, t.moduleId)
			.where(sql`closed_at is null`),
		unique('obligation_cycle').on(t.personId, t.moduleId, t.cycle),
		index('obligation_module_open')
			.on(t.moduleId, t.dueOn)
			.where(sql`closed_at is null`),
		index('obligation_due')
			.on(t.dueOn)
			.where(sql`closed_at is null`),
		index('obligation_untold')
			.on(t.personId)
			.where(sql`closed_at is null and reminded_at is null`),
		index('obligation_rule')
			.on(t.ruleId)
			.where(sql`closed_at is null`),
		check('obligation_closed', sql`(closed_at is null) = (closed_as is null)`)
	]
);

/**
 * Proof that a person did a module. Bears its own words, so that it reads the same when the module, its edition or
 * the person is gone. Never changed but to be revoked, never deleted; the database refuses both.
 */
export const completion = pgTable(
	'completion',
	{
		id: id(),
		/** Number of the certificate, without gaps: shown as `KT-000123`. */
		number: bigint('number', { mode: 'number' }).notNull().unique(),
		personId: uuid('person_id').notNull(),
		personName: text('person_name').notNull(),
		moduleId: uuid('module_id').notNull(),
		moduleKey: text('module_key').notNull(),
		moduleTitles: jsonb('module_titles').$type<Partial<Record<Locale, string>>>().notNull(),
		editionId: uuid('edition_id').notNull(),
		version: text('version').notNull(),
		/** SHA-256 of the edition's content. */
		hash: text('hash').notNull(),
		locale: text('locale').$type<Locale>().notNull(),
		kind: text('kind').$type<CompletionKind | 'equivalent' | 'changes'>().notNull(),
		/** Percent; null where nothing was asked. */
		score: integer('score'),
		/** Attempts that count, with questions as asked and answers given. */
		answers: jsonb('answers').notNull(),
		/** From the first page opened to done, in minutes; null where unknown. */
		minutes: integer('minutes'),
		completedAt: moment('completed_at').notNull(),
		/** Last day it counts; null for ever. */
		validUntil: date('valid_until'),
		/** An earlier completion that was counted instead, or whose changes were read. */
		basisId: uuid('basis_id'),
		/** Who confirmed attendance or counted it. */
		confirmedById: uuid('confirmed_by_id'),
		revokedAt: moment('revoked_at'),
		revokedById: uuid('revoked_by_id'),
		revokeReason: text('revoke_reason').notNull().default('')
	},
	(t) => [
		index('completion_person').on(t.personId, t.moduleId, t.completedAt),
		index('completion_module').on(t.moduleId, t.completedAt),
		index('completion_valid').on(t.validUntil)
	]
);

/** The last certificate number given: locked while one is taken, so that there are no gaps. */
export const completionCounter = pgTable('completion_counter', {
	id: integer('id').primaryKey(),
	last: bigint('last', { mode: 'number' }).notNull()
});

/** That somebody who did an edition has a minor newer one to look through: "see what changed". */
export const changeToRead = pgTable(
	'change_to_read',
	{
		id: id(),
		personId: uuid('person_id')
			.notNull()
			.references(() => person.id),
		moduleId: uuid('module_id')
			.notNull()
			.references(() => trainingModule.id),
		completionId: uuid('completion_id')
			.notNull()
			.references(() => completion.id),
		/** What the person did, and what there is now. */
		fromEditionId: uuid('from_edition_id').notNull(),
		toEditionId: uuid('to_edition_id').notNull(),
		createdAt: moment('created_at').notNull(),
		dueOn: date('due_on'),
		/** Last time the person was told or reminded of it. */
		toldAt: moment('told_at'),
		readAt: moment('read_at')
	},
	(t) => [
		index('change_to_read_untold')
			.on(t.personId)
			.where(sql`read_at is null and told_at is null`),
		uniqueIndex('change_to_read_open')
			.on(t.personId, t.moduleId)
			.where(sql`read_at is null`)
	]
);

/** That having done one module counts as having done another. */
export const moduleEquivalent = pgTable(
	'module_equivalent',
	{
		id: id(),
		moduleId: uuid('module_id')
			.notNull()
			.references(() => trainingModule.id),
		/** The one whose completion is counted instead. */
		countsId: uuid('counts_id')
			.notNull()
			.references(() => trainingModule.id)
	},
	(t) => [unique('module_equivalent_once').on(t.moduleId, t.countsId)]
);

/**
 * How far somebody has come in a cycle: the most that was ever reached. A new edition may add pages and a page may
 * be dropped; what a person has once been told stays.
 */
export const progressMark = pgTable(
	'progress_mark',
	{
		personId: uuid('person_id')
			.notNull()
			.references(() => person.id),
		moduleId: uuid('module_id')
			.notNull()
			.references(() => trainingModule.id),
		/** The cycle of the open obligation, or the one that would be next. */
		cycle: integer('cycle').notNull(),
		/** 0 to 100; only ever grows. */
		percent: integer('percent').notNull(),
		/** The edition in force when it grew. */
		editionId: uuid('edition_id').notNull(),
		at: moment('at').notNull()
	},
	(t) => [
		primaryKey({ columns: [t.personId, t.moduleId, t.cycle] }),
		check('progress_mark_percent', sql`percent between 0 and 100`)
	]
);

/** A module that has to be done before a right to this role, or a seat of this product, is given. */
export const moduleCondition = pgTable(
	'module_condition',
	{
		id: id(),
		moduleId: uuid('module_id')
			.notNull()
			.references(() => trainingModule.id),
		roleId: uuid('role_id').references(() => systemRole.id),
		productId: uuid('product_id').references(() => softwareProduct.id),
		createdById: uuid('created_by_id').references(() => person.id),
		createdAt: moment('created_at').notNull()
	},
	(t) => [
		uniqueIndex('module_condition_role')
			.on(t.roleId, t.moduleId)
			.where(sql`role_id is not null`),
		uniqueIndex('module_condition_product')
			.on(t.productId, t.moduleId)
			.where(sql`product_id is not null`),
		check('module_condition_one', sql`num_nonnulls(role_id, product_id) = 1`)
	]
);

/**
 * People whose rights, seats, unit or roles have changed since rules were last worked out for them. Triggers of the
 * registers write here, so that no way of changing them can forget it; a job reads and empties it.
 */
export const dutyRecheck = pgTable('duty_recheck', {
	// No key on the person: two who change the same person at once must not wait for each other.
	id: bigserial('id', { mode: 'number' }).primaryKey(),
	personId: uuid('person_id').notNull()
});
