import { asc, eq } from 'drizzle-orm';
import { forbidden, notFound } from '#lib/errors.ts';
import { localize, type Locale, type LocalizedText } from '#lib/i18n/localized.ts';
import type { Impact, NoticeKind } from '#lib/notices/notice-states.ts';
import type { NoticeTemplateContent } from '#lib/notices/notice-template.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { noticeTemplate } from './tables.ts';
import type { TemplateRecord } from './template-record.ts';

/** A template as lists show it. */
export type TemplateRow = {
	slug: string;
	name: LocalizedText;
	kind: NoticeKind;
	impact: Impact;
	/** Estonian title, with its blanks. */
	title: string;
	english: boolean;
	source: 'files' | 'portal';
	active: boolean;
	updatedAt: Date;
};

/** All templates by name in this language, hidden ones last. Whoever may read notices of the desk. Throws Forbidden. */
export async function listTemplates(
	db: DbOrTx,
	actor: Actor,
	locale: Locale
): Promise<TemplateRow[]> {
	if (!can(actor, 'notices.read')) throw forbidden();
	const rows = await db.select().from(noticeTemplate).orderBy(asc(noticeTemplate.slug));
	const order = new Intl.Collator(locale);
	return rows
		.map(({ slug, content, source, active, updatedAt }) => ({
			slug,
			name: content.name,
			kind: content.kind,
			impact: content.impact,
			title: content.texts[locale]?.title ?? content.texts.et?.title ?? '',
			english: content.texts.en !== undefined,
			source,
			active,
			updatedAt
		}))
		.sort(
			(a, b) =>
				Number(b.active) - Number(a.active) ||
				order.compare(localize(a.name, locale), localize(b.name, locale))
		);
}

/** A template with its text. Whoever may read notices of the desk. Throws Forbidden; NotFound. */
export async function getTemplate(db: DbOrTx, actor: Actor, slug: string): Promise<TemplateRecord> {
	if (!can(actor, 'notices.read')) throw forbidden();
	const [row] = await db.select().from(noticeTemplate).where(eq(noticeTemplate.slug, slug));
	if (!row) throw notFound();
	return row;
}

/** Every template's content, for writing files. */
export async function listTemplateContents(
	db: DbOrTx
): Promise<{ slug: string; content: NoticeTemplateContent; active: boolean }[]> {
	return db
		.select({
			slug: noticeTemplate.slug,
			content: noticeTemplate.content,
			active: noticeTemplate.active
		})
		.from(noticeTemplate)
		.orderBy(asc(noticeTemplate.slug));
}
