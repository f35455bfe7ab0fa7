import { sql } from 'drizzle-orm';
import { boolean, index, integer, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import type { ServiceDefinition } from '#lib/catalogue/service-definition.ts';
import { id, localized, moment, tsvector } from '#lib/server/db/columns.ts';
import { person } from '#lib/server/people/tables.ts';

/** A service that can be asked for. What it looks like stands in its versions. */
export const service = pgTable(
	'service',
	{
		id: id(),
		slug: text('slug').notNull().unique(),
		active: boolean('active').notNull().default(true),
		position: integer('position').notNull().default(0),
		currentVersion: integer('current_version').notNull(),
		/** Title of the current version: lists show it without opening the definition. */
		title: localized('title').notNull(),
		icon: text('icon').notNull().default('circle-dot'),
		/** `files` (content/services) or `portal`; a service from files stays theirs until edited in the portal. */
		source: text('source').$type<'files' | 'portal'>().notNull(),
		updatedAt: moment('updated_at').notNull(),
		search: tsvector('search')
	},
	(t) => [index('service_search').using('gin', t.search)]
);

/** One saved version of a service; a request keeps the version it was filled on. Never changed. */
export const serviceVersion = pgTable(
	'service_version',
	{
		id: id(),
		serviceId: uuid('service_id')
			.notNull()
			.references(() => service.id),
		version: integer('version').notNull(),
		definition: jsonb('definition').$type<ServiceDefinition>().notNull(),
		/** SHA-256 of the canonical definition: the same content makes no new version. */
		contentHash: text('content_hash').notNull(),
		note: text('note').notNull().default(''),
		createdById: uuid('created_by_id').references(() => person.id),
		createdAt: moment('created_at').notNull()
	},
	(t) => [unique('service_version_number').on(t.serviceId, t.version)]
);

/** A short article that can save a request. Markdown is rendered when it is saved. */
export const answer = pgTable(
	'answer',
	{
		id: id(),
		slug: text('slug').notNull().unique(),
		title: localized('title').notNull(),
		body: localized('body').notNull(),
		/** Sanitised HTML per language. */
		html: localized('html').notNull(),
		keywords: localized('keywords').notNull(),
		/** Slugs of services beside which it is offered. */
		services: text('services')
			.array()
			.notNull()
			.default(sql`'{}'`),
		source: text('source').$type<'files' | 'portal'>().notNull(),
		contentHash: text('content_hash').notNull(),
		active: boolean('active').notNull().default(true),
		updatedAt: moment('updated_at').notNull(),
		updatedById: uuid('updated_by_id').references(() => person.id),
		search: tsvector('search')
	},
	(t) => [index('answer_search').using('gin', t.search)]
);
