import { and, eq, inArray, notInArray } from 'drizzle-orm';
import { forbidden } from '#lib/errors.ts';
import { hasRole, type Actor } from '#lib/people/actor.ts';
import { recordAudits } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import type { ContentProblem } from '#lib/server/content/content-problem.ts';
import { withTransaction, type Db, type Tx } from '#lib/server/db/client.ts';
import { noticeTemplate } from './tables.ts';
import { readTemplates, type TemplateFolder } from './template-file.ts';
import { lockTemplate, writeTemplate } from './template-record.ts';

/** What became of the files, by slug. */
export type TemplateReport = {
	changed: string[];
	/** The portal's own text stays. */
	kept: string[];
	/** The file is gone; hidden. */
	hidden: string[];
	problems: ContentProblem[];
};

/**
 * Brings the templates of the content folder into the portal. A file with a problem changes nothing and is named with
 * its line. What was changed in the portal stays, unless `overwrite` is set; what came from a file that is gone is
 * hidden. Administrators and the portal itself. Recorded as `notice_template.saved` and `notice_template.hidden`. Throws Forbidden.
 */
export async function syncTemplates(
	db: Db,
	actor: Actor,
	options: { folder: string; overwrite?: boolean; clock?: Clock }
): Promise<TemplateReport> {
	if (!actor.isSystem && !hasRole(actor, 'admin')) throw forbidden();
	const found = readTemplates(options.folder);
	const at = (options.clock ?? systemClock).now();
	const report: TemplateReport = { changed: [], kept: [], hidden: [], problems: found.problems };
	await withTransaction(db, async (tx) => {
		for (const { slug, content, hash } of found.templates) {
			const existing = await lockTemplate(tx, slug);
			const same = existing?.contentHash === hash && existing.active;
			if (same && (existing.source === 'files' || !options.overwrite)) continue;
			if (existing?.source === 'portal' && !options.overwrite) {
				report.kept.push(slug);
				continue;
			}
			await writeTemplate(tx, actor, existing, { slug, content, source: 'files', at });
			report.changed.push(slug);
		}
		report.hidden.push(...(await hideGone(tx, actor, found, at)));
	});
	return report;
}

/** A folder without a single template is a wrong folder: then nothing is hidden. */
async function hideGone(tx: Tx, actor: Actor, found: TemplateFolder, at: Date): Promise<string[]> {
	const slugs = [...found.templates.map((one) => one.slug), ...found.broken];
	if (slugs.length === 0) return [];
	const gone = await tx
		.select({ id: noticeTemplate.id, slug: noticeTemplate.slug })
		.from(noticeTemplate)
		.where(
			and(
				eq(noticeTemplate.source, 'files'),
				eq(noticeTemplate.active, true),
				notInArray(noticeTemplate.slug, slugs)
			)
		);
	if (gone.length === 0) return [];
	const ids = gone.map(({ id }) => id);
	await tx
		.update(noticeTemplate)
		.set({ active: false, updatedAt: at })
		.where(inArray(noticeTemplate.id, ids));
	await recordAudits(
		tx,
		gone.map(({ id }) => ({
			actor,
			action: 'notice_template.hidden',
			noun: 'notice_template',
			recordId: id,
			before: { active: true },
			after: { active: false },
			at
		}))
	);
	return gone.map(({ slug }) => slug);
}
