import { and, eq, sql } from 'drizzle-orm';
import { join } from 'node:path';
import { DomainError, forbidden } from '#lib/errors.ts';
import { hasRole, type Actor } from '#lib/people/actor.ts';
import type { ParsedModule, TextProblem } from '#lib/training/module-text.ts';
import { recordAudits } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db, type Tx } from '#lib/server/db/client.ts';
import { restoreShown } from '../duty/hidden-modules.ts';
import type { ProblemCode } from '../text/problem-sentence.ts';
import { hideGone } from './hide-gone.ts';
import { knownModules, ownersOfKeys } from './known-modules.ts';
import { moduleProblem } from './folder-problems.ts';
import { publishEdition, refuseTakenSlug, titlesOf } from './publish-edition.ts';
import { readTrainingFolder, type ModuleFolder } from './read-training-folder.ts';
import { trainingEdition, trainingModule } from './tables.ts';
import { writeTexts } from './write-edition.ts';

/** What became of the files. Slugs, except for the problems. */
export type TrainingSync = {
	/** With a new edition. */
	published: string[];
	/** Same content, rendered again or marked as translated. */
	refreshed: string[];
	/** Other than what was taken over into the portal; the portal's stays. */
	kept: string[];
	/** The folder is gone; hidden, with everything people did in it. */
	hidden: string[];
	/** The folder is back. */
	shown: string[];
	/** Not read, because nothing changed. */
	unchanged: number;
	problems: TextProblem[];
};

/**
 * Brings the modules below `folder`/training into the portal. Only modules whose files changed are read. A module with
 * an error changes nothing: its last good edition stays in force, and `file_problems` says why. What was taken over into
 * the portal stays. A module whose folder is gone is hidden: completions stay, obligations wait until it
 * comes back.
 * Administrators, authors and the portal itself. Recorded as `module.published`, `module.hidden`, `module.shown`.
 */
export async function syncTraining(
	db: Db,
	actor: Actor,
	options: { folder: string; clock?: Clock }
): Promise<TrainingSync> {
	if (!actor.isSystem && !hasRole(actor, 'admin') && !hasRole(actor, 'author')) throw forbidden();
	const { modules, problems } = readTrainingFolder(join(options.folder, 'training'));
	const report: TrainingSync = {
		...{ published: [], refreshed: [], kept: [], hidden: [], shown: [], unchanged: 0 },
		problems
	};
	const at = (options.clock ?? systemClock).now();
	const known = await knownModules(db);
	const owners = ownersOfKeys(modules, known);
	for (const folder of modules) {
		const existing = known.get(folder.key);
		const isSame = existing?.filesHash === folder.hash && existing.slug === folder.slug;
		if (isSame && existing.active && existing.source === 'files') report.unchanged += 1;
		else await syncModule(db, { actor, at, owners, report }, folder);
	}
	const slugs = modules.map((one) => one.slug);
	report.hidden = await hideGone(db, { actor, at }, slugs);
	return report;
}

type Run = {
	actor: Actor;
	at: Date;
	owners: ReturnType<typeof ownersOfKeys>;
	report: TrainingSync;
};

async function syncModule(db: Db, run: Run, folder: ModuleFolder): Promise<void> {
	const { report } = run;
	// A start that has nothing new to read need not load the reader.
	const { parseModule } = await import('../text/parse-module.ts');
	const { module, problems } = parseModule(folder.files);
	const claim = run.owners.get(folder.key);
	const isTwice = folder.key !== '' && claim?.owner !== folder.slug;
	if (isTwice) {
		const other = claim?.claimed.find((slug) => slug !== folder.slug) ?? '';
		problems.push(moduleProblem(folder, 'id', 'module_id_twice', { id: folder.key, other }));
	}
	report.problems.push(...problems);
	if (!module || isTwice) {
		// Another folder's module is not to blame for a folder that claims its id.
		if (!isTwice) await keepProblems(db, folder, problems, run.at);
		return;
	}
	const mediaBytes = new Map(folder.files.media.map(({ name, bytes }) => [name, bytes]));
	try {
		const done = await withTransaction(db, (tx) => bringIn(tx, run, folder, module, mediaBytes));
		report[done].push(folder.slug);
	} catch (error) {
		const problem = problemFromConflict(error, folder);
		if (!problem) throw error;
		report.problems.push(problem);
		await keepProblems(db, folder, [problem], run.at);
	}
}

const SYNC_LOCK = 7_226_203;

type Outcome = 'published' | 'refreshed' | 'kept' | 'shown';

async function bringIn(
	tx: Tx,
	{ actor, at }: Run,
	folder: ModuleFolder,
	module: ParsedModule,
	mediaBytes: ReadonlyMap<string, Uint8Array>
): Promise<Outcome> {
	// Two portals that start at once would both publish a new module.
	await tx.execute(sql`select pg_advisory_xact_lock(${SYNC_LOCK})`);
	const [existing] = await tx
		.select()
		.from(trainingModule)
		.where(eq(trainingModule.key, module.facts.key))
		.for('update');
	if (existing?.source === 'portal') return 'kept';
	const hash = existing?.editionId ? await editionHash(tx, existing.editionId) : undefined;
	if (!existing?.editionId || hash !== module.hash) {
		await publishEdition(tx, actor, {
			...{ module, source: 'files', at, mediaBytes },
			filesHash: folder.hash
		});
		return 'published';
	}
	await refuseTakenSlug(tx, folder.slug, module.facts.key);
	await writeTexts(tx, existing.editionId, module);
	await tx
		.update(trainingModule)
		.set({
			...{ slug: folder.slug, titles: titlesOf(module), active: true, fileProblems: [] },
			filesHash: folder.hash,
			updatedAt: at
		})
		.where(eq(trainingModule.id, existing.id));
	if (existing.active) return 'refreshed';
	const obligations = await restoreShown(tx, existing.id, at);
	const shown = { action: 'module.shown', after: { active: true, obligations } };
	await recordAudits(tx, [{ ...{ actor, at, noun: 'module', recordId: existing.id }, ...shown }]);
	return 'shown';
}

async function editionHash(tx: Tx, id: string): Promise<string | undefined> {
	const [edition] = await tx
		.select({ hash: trainingEdition.hash })
		.from(trainingEdition)
		.where(eq(trainingEdition.id, id));
	return edition?.hash;
}

/** The file is read again next time: its problem may lie in what it includes. */
async function keepProblems(
	db: Db,
	folder: ModuleFolder,
	problems: readonly TextProblem[],
	at: Date
): Promise<void> {
	const fileProblems = problems.filter((problem) => problem.level === 'error');
	const ours = and(eq(trainingModule.source, 'files'), eq(trainingModule.slug, folder.slug));
	await db.update(trainingModule).set({ fileProblems, filesHash: '', updatedAt: at }).where(ours);
}

const CONFLICTS: Record<string, { key: 'id' | 'version'; code: ProblemCode }> = {
	text_version_used: { key: 'version', code: 'version_used' },
	text_slug_taken: { key: 'id', code: 'slug_taken' }
};

function problemFromConflict(error: unknown, folder: ModuleFolder): TextProblem | undefined {
	if (!(error instanceof DomainError)) return undefined;
	const known = CONFLICTS[error.messageKey];
	return known && moduleProblem(folder, known.key, known.code, error.details);
}
