import { asc, eq } from 'drizzle-orm';
import { forbidden, notFound } from '#lib/errors.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import type { AnswerContent } from '#lib/server/content/answer-content.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { contentOf } from './answer-record.ts';
import { answer } from './tables.ts';

/** An answer as the editor's list shows it, hidden ones too. */
export type EditableAnswer = {
	slug: string;
	title: LocalizedText;
	active: boolean;
	source: 'files' | 'portal';
	updatedAt: Date;
	services: string[];
};

/** Every answer. Authors and administrators; throws Forbidden to others. */
export async function listAllAnswers(db: DbOrTx, actor: Actor): Promise<EditableAnswer[]> {
	if (!can(actor, 'answers.edit')) throw forbidden();
	return db
		.select({
			slug: answer.slug,
			title: answer.title,
			active: answer.active,
			source: answer.source,
			updatedAt: answer.updatedAt,
			services: answer.services
		})
		.from(answer)
		.orderBy(asc(answer.slug));
}

export type AnswerForEditing = {
	slug: string;
	active: boolean;
	source: 'files' | 'portal';
	contentHash: string;
	content: AnswerContent;
	html: LocalizedText;
};

/** An answer with its text as written. Authors and administrators. Throws Forbidden and NotFound. */
export async function getAnswerForEditing(
	db: DbOrTx,
	actor: Actor,
	slug: string
): Promise<AnswerForEditing> {
	if (!can(actor, 'answers.edit')) throw forbidden();
	const [found] = await db.select().from(answer).where(eq(answer.slug, slug));
	if (!found) throw notFound();
	const { active, source, contentHash, html } = found;
	return { slug, active, source, contentHash, html, content: contentOf(found) };
}

/** Every answer as it is kept in files: for writing them there. */
export async function listAnswerContents(
	db: DbOrTx
): Promise<{ slug: string; active: boolean; content: AnswerContent }[]> {
	const rows = await db.select().from(answer).orderBy(asc(answer.slug));
	return rows.map((row) => ({ slug: row.slug, active: row.active, content: contentOf(row) }));
}
