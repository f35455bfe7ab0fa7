import { and, eq, isNull, or } from 'drizzle-orm';
import { conflict, forbidden, invalid, notFound } from '#lib/errors.ts';
import { locales, type Locale } from '#lib/i18n/localized.ts';
import { actorPersonId, type Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { isReservedSlug } from '#lib/training/authoring/reserved-slugs.ts';
import type { ModuleMedia } from '#lib/training/module-text.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db, type DbOrTx, type Tx } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { trainingDraft, trainingEdition, trainingModule, trainingText } from '../modules/tables.ts';
import { writeModuleFiles } from '../text/write-files.ts';
import { findDraft, type Draft } from './draft.ts';
import { firstText } from './first-text.ts';

/**
 * Begins a module that does not exist yet, with a page, a question and front matter to fill in. Authors and
 * administrators. Recorded as `module.drafted`. Throws Forbidden, Invalid `authoring_slug_taken` or
 * `authoring_slug_reserved` at `slug`.
 */
export async function newDraft(
	db: Db,
	actor: Actor,
	input: { slug: string; title: string; source: Locale },
	clock: Clock = systemClock
): Promise<Draft> {
	if (!can(actor, 'training.edit')) throw forbidden();
	const files = { [input.source]: firstText(input) };
	return withTransaction(db, async (tx) => {
		await refuseTakenSlug(tx, input.slug);
		return insertDraft(tx, actor, { moduleId: null, slug: input.slug, files, media: [] }, clock);
	});
}

/**
 * The draft of a module that is kept in the portal, begun from the edition in force when nobody is writing it. Authors
 * and administrators. Recorded as `module.drafted` when it was begun. Throws Forbidden, NotFound, Conflict
 * `authoring_from_files` while the module is read from files.
 */
export async function openDraft(
	db: Db,
	actor: Actor,
	key: string,
	clock: Clock = systemClock
): Promise<Draft> {
	const existing = await findDraft(db, actor, key);
	if (existing) return existing;
	const module = await portalModule(db, key);
	if (module.editionId === null) throw notFound();
	const edition = await editionFiles(db, module.id, module.editionId);
	const input = { moduleId: module.id, slug: module.slug, ...edition };
	return withTransaction(db, (tx) => insertDraft(tx, actor, input, clock));
}

/**
 * Begins a draft from an earlier edition, to publish it again. It bears the number of the edition in force, and gets
 * the next when it is published. Authors and administrators. Recorded as `module.drafted`, with the version. Throws
 * Forbidden, NotFound, Conflict `authoring_from_files`, Conflict `authoring_draft_exists` when one is being written.
 */
export async function restoreEdition(
	db: Db,
	actor: Actor,
	input: { key: string; editionId: string },
	clock: Clock = systemClock
): Promise<Draft> {
	if (await findDraft(db, actor, input.key)) throw conflict('authoring_draft_exists');
	const module = await portalModule(db, input.key);
	const { facts, ...edition } = await editionFiles(db, module.id, input.editionId, module.facts);
	const draft = { moduleId: module.id, slug: module.slug, ...edition };
	return withTransaction(db, (tx) => insertDraft(tx, actor, draft, clock, facts.version));
}

/** A slug that no module, no draft and no page of the portal has. */
export async function refuseTakenSlug(db: DbOrTx, slug: string): Promise<void> {
	if (isReservedSlug(slug)) throw invalid({ slug: ['authoring_slug_reserved'] });
	const [module] = await db
		.select({ id: trainingModule.id })
		.from(trainingModule)
		.where(or(eq(trainingModule.slug, slug), eq(trainingModule.key, slug)));
	const [draft] = await db
		.select({ id: trainingDraft.id })
		.from(trainingDraft)
		.where(and(eq(trainingDraft.slug, slug), isNull(trainingDraft.moduleId)));
	if (module ?? draft) throw invalid({ slug: ['authoring_slug_taken'] });
}

async function portalModule(db: DbOrTx, key: string) {
	const [module] = await db.select().from(trainingModule).where(eq(trainingModule.key, key));
	if (!module) throw notFound();
	if (module.source === 'files') throw conflict('authoring_from_files');
	return module;
}

/** An edition as files. With `facts` of another, it bears that one's version. */
export async function editionFiles(
	db: DbOrTx,
	moduleId: string,
	editionId: string,
	newest?: { version: string }
) {
	const [edition] = await db
		.select()
		.from(trainingEdition)
		.where(and(eq(trainingEdition.id, editionId), eq(trainingEdition.moduleId, moduleId)));
	if (!edition) throw notFound();
	const rows = await db.select().from(trainingText).where(eq(trainingText.editionId, editionId));
	const texts = Object.fromEntries(
		locales.flatMap((locale) => {
			const row = rows.find((one) => one.locale === locale);
			return row ? [[locale, row]] : [];
		})
	);
	const facts = { ...edition.facts, version: newest?.version ?? edition.facts.version };
	return { files: writeModuleFiles({ facts, texts }), media: edition.media, facts: edition.facts };
}

/** Writes the row of a new draft. The caller has asked whether the person may. */
export async function insertDraft(
	tx: Tx,
	actor: Actor,
	input: {
		moduleId: string | null;
		slug: string;
		files: Draft['files'];
		media: ModuleMedia[];
	},
	clock: Clock,
	fromVersion?: string
): Promise<Draft> {
	const at = clock.now();
	const { moduleId, slug, files, media } = input;
	const by = actorPersonId(actor);
	if (by === null) throw forbidden();
	const [draft] = await tx
		.insert(trainingDraft)
		.values({
			...{ id: newId(), moduleId, slug, files, media, state: 'writing' as const },
			...{ createdById: by, updatedById: by, updatedAt: at }
		})
		.onConflictDoNothing()
		.returning();
	if (!draft) throw conflict('authoring_draft_exists');
	await recordAudit(tx, {
		...{ actor, at, action: 'module.drafted', noun: 'module', recordId: moduleId ?? draft.id },
		after: { slug, ...(fromVersion !== undefined && { version: fromVersion }) }
	});
	return draft;
}
