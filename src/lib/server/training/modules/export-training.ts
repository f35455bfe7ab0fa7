import { and, asc, eq, inArray } from 'drizzle-orm';
import { buffer } from 'node:stream/consumers';
import type { Db } from '#lib/server/db/client.ts';
import type { Locale } from '#lib/i18n/localized.ts';
import { writeModuleFiles, type WrittenText } from '../text/write-files.ts';
import { openMedia } from './module-media.ts';
import { trainingEdition, trainingModule, trainingText } from './tables.ts';

/** A module's files by their path below the training folder: `phishing/et.md`. */
export type ExportedModule = { slug: string; files: Map<string, string | Uint8Array> };

/**
 * The editions in force as files that import again to the same hash, with their pictures. Modules written in the portal
 * only, unless `all`: those of files are in files already. Modules that are hidden are not written.
 */
export async function exportTraining(
	db: Db,
	options: { all?: boolean; slugs?: readonly string[] } = {}
): Promise<ExportedModule[]> {
	const editions = await db
		.select({
			editionId: trainingEdition.id,
			slug: trainingModule.slug,
			facts: trainingEdition.facts,
			media: trainingEdition.media
		})
		.from(trainingModule)
		.innerJoin(trainingEdition, eq(trainingEdition.id, trainingModule.editionId))
		.where(
			and(
				eq(trainingModule.active, true),
				options.all ? undefined : eq(trainingModule.source, 'portal'),
				options.slugs ? inArray(trainingModule.slug, [...options.slugs]) : undefined
			)
		)
		.orderBy(asc(trainingModule.slug));
	if (editions.length === 0) return [];
	const texts = await textsOf(
		db,
		editions.map((edition) => edition.editionId)
	);
	const exported: ExportedModule[] = [];
	for (const { editionId, slug, facts, media } of editions) {
		const files = new Map<string, string | Uint8Array>();
		const written = writeModuleFiles({ facts, texts: texts.get(editionId) ?? {} });
		for (const [locale, text] of Object.entries(written)) files.set(`${slug}/${locale}.md`, text);
		for (const one of media) {
			const { body } = await openMedia(db, one);
			files.set(`${slug}/${one.name}`, await buffer(body));
		}
		exported.push({ slug, files });
	}
	return exported;
}

type Texts = Partial<Record<Locale, WrittenText>>;

async function textsOf(db: Db, editionIds: string[]): Promise<Map<string, Texts>> {
	const rows = await db
		.select({
			editionId: trainingText.editionId,
			locale: trainingText.locale,
			title: trainingText.title,
			summary: trainingText.summary,
			changeNote: trainingText.changeNote,
			body: trainingText.body,
			sourceHash: trainingText.sourceHash
		})
		.from(trainingText)
		.where(inArray(trainingText.editionId, editionIds));
	const texts = new Map<string, Texts>();
	for (const { editionId, locale, ...text } of rows) {
		texts.set(editionId, { ...texts.get(editionId), [locale]: text });
	}
	return texts;
}
