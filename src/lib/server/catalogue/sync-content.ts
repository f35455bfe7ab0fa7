import { and, eq, inArray, notInArray } from 'drizzle-orm';
import { forbidden } from '#lib/errors.ts';
import { hasRole, type Actor } from '#lib/people/actor.ts';
import { recordAudits } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import type { ContentProblem } from '#lib/server/content/content-problem.ts';
import { readContent, type Content } from '#lib/server/content/read-content.ts';
import { withTransaction, type Db, type Tx } from '#lib/server/db/client.ts';
import { lockAnswer, writeAnswer } from './answer-record.ts';
import { findContentHash } from './current-version.ts';
import { lockService, writeVersion } from './service-record.ts';
import { answer, service } from './tables.ts';

export type SyncReport = {
	/** Slugs with a new version or text. */
	changed: string[];
	/** Slugs whose file is another than what was edited in the portal; the portal's stays. */
	kept: string[];
	/** Slugs whose file is gone; hidden. */
	hidden: string[];
	problems: ContentProblem[];
};

/**
 * Brings services and answers from the content folder into the portal. Only new content makes a new version. A file
 * with a problem changes nothing: its last good version stays in force, and the report names file and line. What was
 * edited in the portal stays, unless `overwrite` is set. What came from a file that is gone is hidden. Administrators
 * and the portal itself. Recorded as `service.published`, `service.shown`, `answer.published`,
 * `service.hidden`, `answer.hidden`.
 */
export async function syncContent(
	db: Db,
	actor: Actor,
	options: { folder: string; overwrite?: boolean; clock?: Clock }
): Promise<SyncReport> {
	if (!actor.isSystem && !hasRole(actor, 'admin')) throw forbidden();
	const content = readContent(options.folder);
	const at = (options.clock ?? systemClock).now();
	const sync = { content, actor, at, overwrite: options.overwrite ?? false };
	return withTransaction(db, async (tx) => {
		const report: SyncReport = { changed: [], kept: [], hidden: [], problems: content.problems };
		await syncServices(tx, sync, report);
		await syncAnswers(tx, sync, report);
		await hideGone(tx, sync, report);
		return report;
	});
}

type Sync = { content: Content; actor: Actor; at: Date; overwrite: boolean };

async function syncServices(tx: Tx, sync: Sync, report: SyncReport): Promise<void> {
	for (const { slug, definition, hash } of sync.content.services) {
		const existing = await lockService(tx, slug);
		const current = existing && (await findContentHash(tx, existing));
		const same = current === hash && existing?.active;
		if (same && (existing.source === 'files' || !sync.overwrite)) continue;
		if (existing?.source === 'portal' && !sync.overwrite) {
			report.kept.push(slug);
			continue;
		}
		if (existing && current === hash) {
			const back = { active: true, source: 'files' as const, updatedAt: sync.at };
			await tx.update(service).set(back).where(eq(service.id, existing.id));
			await recordAudits(tx, [
				{
					actor: sync.actor,
					action: 'service.shown',
					noun: 'service',
					recordId: existing.id,
					before: { active: existing.active, source: existing.source },
					after: { active: true, source: 'files' },
					at: sync.at
				}
			]);
		} else {
			const write = { slug, definition, source: 'files' as const, note: '', at: sync.at };
			await writeVersion(tx, sync.actor, existing, write);
		}
		report.changed.push(slug);
	}
}

async function syncAnswers(tx: Tx, sync: Sync, report: SyncReport): Promise<void> {
	for (const { slug, content, hash } of sync.content.answers) {
		const existing = await lockAnswer(tx, slug);
		const same = existing?.contentHash === hash && existing.active;
		if (same && (existing.source === 'files' || !sync.overwrite)) continue;
		if (existing?.source === 'portal' && !sync.overwrite) {
			report.kept.push(slug);
			continue;
		}
		await writeAnswer(tx, sync.actor, existing, { slug, content, source: 'files', at: sync.at });
		report.changed.push(slug);
	}
}

/** A folder without a single service is a wrong folder, not an empty catalogue: then nothing is hidden. */
async function hideGone(tx: Tx, sync: Sync, report: SyncReport): Promise<void> {
	const services = [
		...sync.content.services.map((one) => one.slug),
		...sync.content.brokenServices
	];
	const answers = [...sync.content.answers.map((one) => one.slug), ...sync.content.brokenAnswers];
	if (services.length === 0) return;
	for (const { table, noun, slugs } of [
		{ table: service, noun: 'service', slugs: services },
		{ table: answer, noun: 'answer', slugs: answers }
	]) {
		if (slugs.length === 0) continue;
		const ours = and(eq(table.source, 'files'), eq(table.active, true));
		const gone = await tx
			.select({ id: table.id, slug: table.slug })
			.from(table)
			.where(and(ours, notInArray(table.slug, slugs)));
		if (gone.length === 0) continue;
		const ids = gone.map((row) => row.id);
		await tx.update(table).set({ active: false, updatedAt: sync.at }).where(inArray(table.id, ids));
		await recordAudits(
			tx,
			gone.map((row) => ({
				actor: sync.actor,
				action: `${noun}.hidden`,
				noun,
				recordId: row.id,
				before: { active: true },
				after: { active: false },
				at: sync.at
			}))
		);
		report.hidden.push(...gone.map((row) => row.slug));
	}
}
