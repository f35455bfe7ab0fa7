import { eq } from 'drizzle-orm';
import type { NoticeTemplateContent } from '#lib/notices/notice-template.ts';
import type { Actor } from '#lib/people/actor.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { contentHash } from '#lib/server/content/content-hash.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { noticeTemplate } from './tables.ts';

export type TemplateRecord = typeof noticeTemplate.$inferSelect;

/** The template by slug, locked until the transaction ends. */
export async function lockTemplate(tx: Tx, slug: string): Promise<TemplateRecord | undefined> {
	const [found] = await tx
		.select()
		.from(noticeTemplate)
		.where(eq(noticeTemplate.slug, slug))
		.for('update');
	return found;
}

/**
 * Writes a template, new or changed, and shows it. Recorded as `notice_template.saved` with what it said before. The
 * caller has locked it and knows that the content is new.
 */
export async function writeTemplate(
	tx: Tx,
	actor: Actor,
	existing: TemplateRecord | undefined,
	input: { slug: string; content: NoticeTemplateContent; source: 'files' | 'portal'; at: Date }
): Promise<void> {
	const { slug, content, source, at } = input;
	const row = {
		content,
		source,
		contentHash: contentHash(content),
		active: true,
		updatedAt: at
	};
	const id = existing?.id ?? newId();
	if (existing) await tx.update(noticeTemplate).set(row).where(eq(noticeTemplate.id, id));
	else await tx.insert(noticeTemplate).values({ id, slug, ...row });
	await recordAudit(tx, {
		actor,
		action: 'notice_template.saved',
		noun: 'notice_template',
		recordId: id,
		before: existing?.content,
		after: { slug, source, ...content },
		at
	});
}
