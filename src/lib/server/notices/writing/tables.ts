import { boolean, index, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import type { NoticeTemplateContent } from '#lib/notices/notice-template.ts';
import { id, moment } from '#lib/server/db/columns.ts';

/** A ready text with slots: a complete notice in three languages in a minute. From `content/notices`, or written in the portal. */
export const noticeTemplate = pgTable(
	'notice_template',
	{
		id: id(),
		slug: text('slug').notNull().unique(),
		/** `files` follows content/notices; `portal` was written or changed here. */
		source: text('source').$type<'files' | 'portal'>().notNull(),
		content: jsonb('content').$type<NoticeTemplateContent>().notNull(),
		/** SHA-256 of the content: files that did not change are not written again. */
		contentHash: text('content_hash').notNull(),
		active: boolean('active').notNull().default(true),
		updatedAt: moment('updated_at').notNull()
	},
	(t) => [index('notice_template_active').on(t.active, t.slug)]
);
