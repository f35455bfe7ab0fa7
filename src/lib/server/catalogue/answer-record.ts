import { eq, sql } from 'drizzle-orm';
import { actorPersonId, type Actor } from '#lib/people/actor.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import type { AnswerContent } from '#lib/server/content/answer-content.ts';
import { contentHash } from '#lib/server/content/content-hash.ts';
import { renderMarkdown } from '#lib/server/content/render-markdown.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { searchVector } from '#lib/server/search/search-vector.ts';
import { answer } from './tables.ts';

export type AnswerRecord = typeof answer.$inferSelect;

/** The answer by slug, locked until the transaction ends. */
export async function lockAnswer(tx: Tx, slug: string): Promise<AnswerRecord | undefined> {
	const [found] = await tx.select().from(answer).where(eq(answer.slug, slug)).for('update');
	return found;
}

/** What an answer's row says, as its content is kept in files and edited. */
export function contentOf(
	row: Pick<AnswerRecord, 'title' | 'body' | 'keywords' | 'services'>
): AnswerContent {
	const words = (text: string | undefined) => (text ? text.split(', ') : []);
	return {
		title: row.title,
		body: row.body,
		keywords: {
			et: words(row.keywords.et),
			ru: words(row.keywords.ru),
			en: words(row.keywords.en)
		},
		services: row.services
	};
}

/**
 * Writes an answer, new or changed, with its text rendered for reading. Recorded as `answer.published` with the
 * texts before and after. The caller has locked it and knows that the content is new.
 */
export async function writeAnswer(
	tx: Tx,
	actor: Actor,
	existing: AnswerRecord | undefined,
	input: { slug: string; content: AnswerContent; source: 'files' | 'portal'; at: Date }
): Promise<{ id: string }> {
	const { slug, content, source, at } = input;
	const keywords = {
		et: content.keywords.et.join(', '),
		ru: content.keywords.ru.join(', '),
		en: content.keywords.en.join(', ')
	};
	const row = {
		title: content.title,
		body: content.body,
		html: rendered(content.body),
		keywords,
		services: content.services,
		source,
		contentHash: contentHash(content),
		active: true,
		updatedAt: at,
		updatedById: actorPersonId(actor),
		search: sql<string>`${searchVector([
			{ weight: 'A', text: content.title },
			{ weight: 'B', text: keywords },
			{ weight: 'C', text: content.body }
		])}`
	};
	const id = existing?.id ?? newId();
	if (existing) await tx.update(answer).set(row).where(eq(answer.id, id));
	else await tx.insert(answer).values({ id, slug, ...row });
	await recordAudit(tx, {
		actor,
		action: 'answer.published',
		noun: 'answer',
		recordId: id,
		before: existing ? contentOf(existing) : undefined,
		after: { slug, source, ...content },
		at
	});
	return { id };
}

function rendered(body: LocalizedText): LocalizedText {
	const html: LocalizedText = { et: renderMarkdown(body.et), ru: renderMarkdown(body.ru) };
	if (body.en) html.en = renderMarkdown(body.en);
	return html;
}
