import { sql } from 'drizzle-orm';
import {
	boolean,
	check,
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
import type {
	Change,
	ModuleFacts,
	ModuleMedia,
	ModuleQuiz,
	PageBlock,
	TextProblem
} from '#lib/training/module-text.ts';
import { id, moment, tsvector } from '#lib/server/db/columns.ts';
import { person } from '#lib/server/people/tables.ts';

/** A training module. What it says stands in its editions. Never deleted: completions point to it. */
export const trainingModule = pgTable(
	'training_module',
	{
		id: id(),
		/** The `id` of the front matter, for ever. */
		key: text('key').notNull().unique(),
		/** Folder and address: `/training/<slug>`. */
		slug: text('slug').notNull().unique(),
		/** `files` (content/training; read-only in the portal until taken over) or `portal`. */
		source: text('source').$type<'files' | 'portal'>().notNull(),
		/** Can be found and assigned. A module whose folder is gone is kept and not active. */
		active: boolean('active').notNull().default(true),
		/** The edition in force; null until the first is published. */
		editionId: uuid('edition_id'),
		/** Titles of the edition in force, for lists: `{et, ru, en}`, those that exist. */
		titles: jsonb('titles').$type<Partial<Record<Locale, string>>>().notNull(),
		/** Facts of the edition in force. */
		facts: jsonb('facts').$type<ModuleFacts>().notNull(),
		/** Why its files could not be read the last time; the last good edition stays. */
		fileProblems: jsonb('file_problems').$type<TextProblem[]>().notNull().default([]),
		/** SHA-256 of its files as they were last read: files that did not change are not read again. */
		filesHash: text('files_hash').notNull().default(''),
		updatedAt: moment('updated_at').notNull()
	},
	(t) => [
		check('training_module_source', sql`source in ('files', 'portal')`),
		index('training_module_active').on(t.active, t.id)
	]
);

/** One published edition of a module ("version" on screen). Never changed, never deleted. */
export const trainingEdition = pgTable(
	'training_edition',
	{
		id: id(),
		moduleId: uuid('module_id')
			.notNull()
			.references(() => trainingModule.id),
		/** 1, 2, 3 … within the module. */
		number: integer('number').notNull(),
		/** `2.1.0`, as its author wrote. */
		version: text('version').notNull(),
		change: text('change').$type<Change>().notNull(),
		changeNote: text('change_note').notNull().default(''),
		/** SHA-256 of the content. */
		hash: text('hash').notNull(),
		facts: jsonb('facts').$type<ModuleFacts>().notNull(),
		media: jsonb('media').$type<ModuleMedia[]>().notNull().default([]),
		/** How many pages the source has: what "3 of 5" counts. */
		pageCount: integer('page_count').notNull(),
		publishedAt: moment('published_at').notNull(),
		publishedById: uuid('published_by_id').references(() => person.id),
		/** Who looked it through before, where somebody did. */
		reviewedById: uuid('reviewed_by_id').references(() => person.id)
	},
	(t) => [unique('training_edition_number').on(t.moduleId, t.number)]
);

/** An edition in one language: its words as written, and whether the translation lags behind. */
export const trainingText = pgTable(
	'training_text',
	{
		editionId: uuid('edition_id')
			.notNull()
			.references(() => trainingEdition.id),
		locale: text('locale').$type<Locale>().notNull(),
		title: text('title').notNull(),
		summary: text('summary').notNull().default(''),
		/** What is new in this version, in this language; empty where nobody said. */
		changeNote: text('change_note').notNull().default(''),
		body: text('body').notNull(),
		bodyHash: text('body_hash').notNull(),
		sourceHash: text('source_hash'),
		stale: boolean('stale').notNull().default(false),
		/** With the right answers: never sent to a browser as it is. */
		quizzes: jsonb('quizzes').$type<ModuleQuiz[]>().notNull().default([])
	},
	(t) => [primaryKey({ columns: [t.editionId, t.locale] })]
);

/** A page of an edition in one language, rendered when it was published. */
export const trainingPage = pgTable(
	'training_page',
	{
		editionId: uuid('edition_id')
			.notNull()
			.references(() => trainingEdition.id),
		locale: text('locale').$type<Locale>().notNull(),
		pageId: text('page_id').notNull(),
		position: integer('position').notNull(),
		title: text('title').notNull(),
		blocks: jsonb('blocks').$type<PageBlock[]>().notNull(),
		headings: jsonb('headings').$type<{ id: string; level: number; text: string }[]>().notNull(),
		hash: text('hash').notNull(),
		minutes: integer('minutes').notNull(),
		search: tsvector('search'),
		/** Of the edition in force of an active module: only such pages are searched. */
		current: boolean('current').notNull().default(false)
	},
	(t) => [
		primaryKey({ columns: [t.editionId, t.locale, t.pageId] }),
		index('training_page_search')
			.using('gin', t.search)
			.where(sql`current`)
	]
);

/** The bytes of pictures and files of modules, each once. Editions and drafts name them by hash. Never deleted. */
export const trainingMedia = pgTable('training_media', {
	/** SHA-256 of the bytes. */
	hash: text('hash').primaryKey(),
	/** Where `files/storage.ts` keeps it. */
	storageKey: text('storage_key').notNull(),
	type: text('type').notNull(),
	size: integer('size').notNull(),
	storedAt: moment('stored_at').notNull()
});

/** A module being written in the portal: kept until published or thrown away. One a module. */
export const trainingDraft = pgTable(
	'training_draft',
	{
		id: id(),
		/** Null for a module that was never published. */
		moduleId: uuid('module_id').references(() => trainingModule.id),
		slug: text('slug').notNull(),
		/** Whole files as text, front matter and all, per language. */
		files: jsonb('files').$type<Partial<Record<Locale, string>>>().notNull(),
		media: jsonb('media').$type<ModuleMedia[]>().notNull().default([]),
		state: text('state').$type<'writing' | 'in_review' | 'approved'>().notNull(),
		/** Raised by every save: two people who write at once do not overwrite each other. */
		revision: integer('revision').notNull().default(1),
		createdById: uuid('created_by_id')
			.notNull()
			.references(() => person.id),
		reviewerId: uuid('reviewer_id').references(() => person.id),
		reviewNote: text('review_note').notNull().default(''),
		reviewedById: uuid('reviewed_by_id').references(() => person.id),
		updatedById: uuid('updated_by_id').references(() => person.id),
		updatedAt: moment('updated_at').notNull()
	},
	(t) => [
		uniqueIndex('training_draft_module')
			.on(t.moduleId)
			.where(sql`module_id is not null`),
		uniqueIndex('training_draft_slug')
			.on(t.slug)
			.where(sql`module_id is null`),
		check('training_draft_state', sql`state in ('writing', 'in_review', 'approved')`)
	]
);
