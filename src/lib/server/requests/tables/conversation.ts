import { sql } from 'drizzle-orm';
import { boolean, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { id, moment } from '#lib/server/db/columns.ts';
import { person } from '#lib/server/people/tables.ts';
import { serviceRequest } from './request.ts';

/** A letter in the conversation; internal ones are seen by the desk only. */
export const requestComment = pgTable(
	'request_comment',
	{
		id: id(),
		requestId: uuid('request_id')
			.notNull()
			.references(() => serviceRequest.id),
		authorId: uuid('author_id')
			.notNull()
			.references(() => person.id),
		body: text('body').notNull(),
		internal: boolean('internal').notNull().default(false),
		mentions: uuid('mentions')
			.array()
			.notNull()
			.default(sql`'{}'`),
		createdAt: moment('created_at').notNull()
	},
	(t) => [index('request_comment_request').on(t.requestId, t.createdAt)]
);

/** A file of a request; bytes lie in the storage under `storageKey`. */
export const attachment = pgTable(
	'attachment',
	{
		id: id(),
		requestId: uuid('request_id').references(() => serviceRequest.id),
		commentId: uuid('comment_id').references(() => requestComment.id),
		/** The form field it answers, when it came with the form. */
		field: text('field'),
		/** A draft's file has no request yet and belongs to its uploader. */
		uploadedById: uuid('uploaded_by_id')
			.notNull()
			.references(() => person.id),
		name: text('name').notNull(),
		size: integer('size').notNull(),
		/** Media type found in the content, never the one claimed. */
		mediaType: text('media_type').notNull(),
		sha256: text('sha256').notNull(),
		storageKey: text('storage_key').notNull(),
		internal: boolean('internal').notNull().default(false),
		createdAt: moment('created_at').notNull()
	},
	(t) => [
		index('attachment_request').on(t.requestId),
		index('attachment_loose')
			.on(t.uploadedById, t.createdAt)
			.where(sql`request_id is null`)
	]
);
