import { eq } from 'drizzle-orm';
import * as v from 'valibot';
import { slugSchema } from '#lib/catalogue/service-definition.ts';
import { conflict, forbidden, invalid, notFound } from '#lib/errors.ts';
import { parseTemplate } from '#lib/notices/template-schema.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { contentHash } from '#lib/server/content/content-hash.ts';
import { withTransaction, type DbOrTx } from '#lib/server/db/client.ts';
import { noticeTemplate } from './tables.ts';
import { lockTemplate, writeTemplate } from './template-record.ts';

export type SaveTemplateInput = {
	slug: string;
	/** Name, kind, slots, texts, checks; checked here. */
	content: unknown;
	/** Content hash that the form began from; null for a new template. */
	basedOn: string | null;
};

/**
 * Saves a template, shown at once; from now on the portal, not its file, decides about it. Desk and authors of
 * the whole town. Recorded as
 * `notice_template.saved`. Throws Forbidden, Invalid at the fields (`slug`, `texts.et.title`, `slots.0.key`), Conflict when
 * the address is taken or somebody saved in between.
 */
export async function saveTemplate(
	db: DbOrTx,
	actor: Actor,
	input: SaveTemplateInput,
	clock: Clock = systemClock
): Promise<void> {
	if (!can(actor, 'notices.keep_templates')) throw forbidden();
	if (!v.is(slugSchema, input.slug)) throw invalid({ slug: ['catalogue_error_slug'] });
	const parsed = parseTemplate(input.content);
	if (!parsed.ok) {
		const issues: Record<string, string[]> = {};
		for (const { path, code } of parsed.problems)
			issues[path.join('.')] = [
				code === 'unknown_field' ? 'notice_writing_error_blank' : 'errors_required'
			];
		throw invalid(issues);
	}
	const { content } = parsed;
	await withTransaction(db, async (tx) => {
		const existing = await lockTemplate(tx, input.slug);
		if (existing && input.basedOn === null) throw conflict('catalogue_error_slug_taken');
		if (existing && existing.contentHash !== input.basedOn)
			throw conflict('notice_writing_error_template_moved');
		if (existing?.active && existing.contentHash === contentHash(content)) return;
		const at = clock.now();
		await writeTemplate(tx, actor, existing, { slug: input.slug, content, source: 'portal', at });
	});
}

/**
 * Hides a template or shows it again. Desk and authors of the whole town. Recorded as `notice_template.hidden` or
 * `notice_template.shown`. Throws Forbidden and NotFound.
 */
export async function setTemplateActive(
	db: DbOrTx,
	actor: Actor,
	input: { slug: string; active: boolean },
	clock: Clock = systemClock
): Promise<void> {
	if (!can(actor, 'notices.keep_templates')) throw forbidden();
	await withTransaction(db, async (tx) => {
		const existing = await lockTemplate(tx, input.slug);
		if (!existing) throw notFound();
		if (existing.active === input.active) return;
		const at = clock.now();
		await tx
			.update(noticeTemplate)
			.set({ active: input.active, source: 'portal', updatedAt: at })
			.where(eq(noticeTemplate.id, existing.id));
		await recordAudit(tx, {
			actor,
			action: input.active ? 'notice_template.shown' : 'notice_template.hidden',
			noun: 'notice_template',
			recordId: existing.id,
			before: { active: existing.active },
			after: { active: input.active },
			at
		});
	});
}
