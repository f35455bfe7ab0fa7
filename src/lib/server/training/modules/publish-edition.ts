import { and, desc, eq, ne } from 'drizzle-orm';
import { conflict } from '#lib/errors.ts';
import { actorPersonId, type Actor } from '#lib/people/actor.ts';
import { locales } from '#lib/i18n/localized.ts';
import type { ParsedModule } from '#lib/training/module-text.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { applyEdition, type EditionInput } from '../duty/apply-edition.ts';
import { restoreShown } from '../duty/hidden-modules.ts';
import { storeMedia } from './store-media.ts';
import { trainingEdition, trainingModule } from './tables.ts';
import { setCurrent, writeTexts } from './write-edition.ts';

export type PublishInput = {
	module: ParsedModule;
	source: 'files' | 'portal';
	at: Date;
	reviewedById?: string | null;
	/** Bytes of media by name; those that are stored already may be left out. */
	mediaBytes?: ReadonlyMap<string, Uint8Array>;
	/** Of a major edition: in which states people begin a new cycle. */
	cycleFor?: EditionInput['cycleFor'];
	/** SHA-256 of the files it was read from. */
	filesHash?: string;
};

export type Published = { moduleId: string; editionId: string; previousEditionId: string | null };

/**
 * Puts a module, read from its text without an error, in force: a new edition with its texts, pages and media. Earlier
 * editions stay as they are, for those who did them. The caller has checked that the person may. Conflict when the
 * content is what is in force already, when its version was used before, or when another module has the address.
 * Recorded as `module.published`; what it means to people follows by `applyEdition`.
 */
export async function publishEdition(
	tx: Tx,
	actor: Actor,
	input: PublishInput
): Promise<Published> {
	const { module, source, at } = input;
	const { facts, slug } = module;
	const [existing] = await tx
		.select()
		.from(trainingModule)
		.where(eq(trainingModule.key, facts.key))
		.for('update');
	const before = existing ? await lastEditions(tx, existing.id, existing.editionId) : undefined;
	refuseKnown(module, before, existing?.active ?? false);
	await refuseTakenSlug(tx, slug, facts.key);
	await storeMedia(tx, module.media, input.mediaBytes ?? new Map(), at);
	const editionId = newId();
	const moduleId = existing?.id ?? newId();
	const row = {
		...{ slug, source, facts, editionId, active: true, fileProblems: [], updatedAt: at },
		titles: titlesOf(module),
		filesHash: input.filesHash ?? ''
	};
	// The module points to its edition and the edition to its module: one of the two comes first.
	if (!existing) {
		const first = { id: moduleId, key: facts.key, ...row, editionId: null };
		await tx.insert(trainingModule).values(first);
	}
	const number = (before?.number ?? 0) + 1;
	await tx.insert(trainingEdition).values({
		...{ id: editionId, moduleId, number, publishedById: actorPersonId(actor) },
		...editionRow(input)
	});
	const previousEditionId = existing?.editionId ?? null;
	if (previousEditionId) await setCurrent(tx, previousEditionId, false);
	await writeTexts(tx, editionId, module);
	await tx.update(trainingModule).set(row).where(eq(trainingModule.id, moduleId));
	if (existing && !existing.active) await restoreShown(tx, moduleId, at);
	await applyEdition(tx, actor, {
		moduleId,
		fromEditionId: previousEditionId,
		toEditionId: editionId,
		change: facts.change,
		...(input.cycleFor && { cycleFor: input.cycleFor }),
		at
	});
	await recordAudit(tx, {
		actor,
		action: 'module.published',
		noun: 'module',
		recordId: moduleId,
		before: existing && { version: existing.facts.version, source: existing.source },
		after: { slug, source, version: facts.version, change: facts.change, hash: module.hash },
		at
	});
	return { moduleId, editionId, previousEditionId };
}

function editionRow({ module, at, reviewedById = null }: PublishInput) {
	const { facts, hash, media, texts } = module;
	const { version, change, changeNote, source } = facts;
	const pageCount = texts[source]?.pages.length ?? 0;
	const said = { version, change, changeNote, hash, facts, media, pageCount };
	return { ...said, publishedAt: at, reviewedById };
}

type LastEditions = Awaited<ReturnType<typeof lastEditions>>;

function refuseKnown(
	{ hash, facts: { version } }: ParsedModule,
	before: LastEditions | undefined,
	isActive: boolean
): void {
	if (before?.current?.hash === hash && isActive) throw conflict('text_same_edition');
	if (before?.versions.includes(version)) throw conflict('text_version_used', { version });
}

/** Titles in the languages that exist, for lists. */
export function titlesOf(module: ParsedModule) {
	return Object.fromEntries(
		locales.flatMap((locale) => {
			const title = module.texts[locale]?.title;
			return title === undefined ? [] : [[locale, title]];
		})
	);
}

async function lastEditions(tx: Tx, moduleId: string, currentId: string | null) {
	const editions = await tx
		.select({
			id: trainingEdition.id,
			number: trainingEdition.number,
			version: trainingEdition.version,
			hash: trainingEdition.hash
		})
		.from(trainingEdition)
		.where(eq(trainingEdition.moduleId, moduleId))
		.orderBy(desc(trainingEdition.number));
	return {
		number: editions[0]?.number ?? 0,
		versions: editions.map((one) => one.version),
		current: editions.find((one) => one.id === currentId)
	};
}

/** Conflict when another module has the address. */
export async function refuseTakenSlug(tx: Tx, slug: string, key: string): Promise<void> {
	const [taken] = await tx
		.select({ key: trainingModule.key })
		.from(trainingModule)
		.where(and(eq(trainingModule.slug, slug), ne(trainingModule.key, key)));
	if (taken) throw conflict('text_slug_taken', { slug, key: taken.key });
}
