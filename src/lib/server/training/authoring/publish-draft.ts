import { eq } from 'drizzle-orm';
import { conflict, invalid, notFound } from '#lib/errors.ts';
import { locales, type Locale } from '#lib/i18n/localized.ts';
import type { Actor } from '#lib/people/actor.ts';
import { nextVersion } from '#lib/training/authoring/next-version.ts';
import type { Change } from '#lib/training/module-text.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db, type DbOrTx } from '#lib/server/db/client.ts';
import type { CycleState } from '../duty/edition-people.ts';
import { publishEdition, type Published } from '../modules/publish-edition.ts';
import { trainingDraft, trainingEdition, trainingModule } from '../modules/tables.ts';
import { changeHead } from '../text/change-head.ts';
import { lockDraft, type Draft, type DraftSeen } from './draft.ts';
import { readDraft, type ReadDraft } from './read-draft.ts';
import { sourceLocale } from './source-locale.ts';

export type PublishDraftInput = DraftSeen & {
	change: Change;
	/** What is new, in the language of the source. */
	changeNote: string;
	/** The same in languages it is translated into. */
	notes?: Partial<Record<Locale, string>>;
	/** Of a major edition: in which states people begin a new cycle. */
	cycleFor?: CycleState[];
};

/**
 * Publishes a draft as the module's next edition: its number follows from how much has changed, and is written into its
 * front matter. Authors and administrators, with or without a colleague's approval; who approved it as it stands is
 * kept with the edition. The draft is gone then. Recorded as `module.published`. Throws as saving does, Invalid
 * `authoring_has_errors` at `form` while the checker finds an error, Invalid `authoring_note_of_change` at `changeNote`,
 * Conflict `authoring_from_files`, `text_same_edition`, `text_slug_taken`.
 */
export async function publishDraft(
	db: Db,
	actor: Actor,
	input: PublishDraftInput,
	clock: Clock = systemClock
): Promise<Published & { moduleKey: string }> {
	const at = clock.now();
	const changeNote = input.changeNote.trim();
	return withTransaction(db, async (tx) => {
		const draft = await lockDraft(tx, actor, input);
		const inForce = await editionInForce(tx, draft);
		if (inForce?.source === 'files') throw conflict('authoring_from_files');
		if (inForce && input.change !== 'patch' && !changeNote) {
			throw invalid({ changeNote: ['authoring_note_of_change'] });
		}
		const version = nextVersion(inForce?.versions ?? [], input.change);
		const { module } = await readVersion(tx, draft, { ...input, changeNote, version });
		if (!module) throw invalid({ form: ['authoring_has_errors'] });
		await tx.delete(trainingDraft).where(eq(trainingDraft.id, draft.id));
		const published = await publishEdition(tx, actor, {
			module,
			source: 'portal',
			at,
			reviewedById: draft.state === 'approved' ? draft.reviewedById : null,
			...(input.cycleFor && { cycleFor: input.cycleFor })
		});
		return { ...published, moduleKey: module.facts.key };
	});
}

/** The draft as it reads with the version it is to bear. */
function readVersion(
	db: DbOrTx,
	draft: Draft,
	said: Pick<PublishDraftInput, 'change' | 'changeNote' | 'notes'> & { version: string }
): Promise<ReadDraft> {
	const source = sourceLocale(draft.files);
	const text = source && draft.files[source];
	if (!source || text === undefined) return readDraft(db, draft);
	const { version, change, changeNote } = said;
	const files = { ...draft.files };
	for (const locale of locales) {
		const translation = files[locale];
		const note = said.notes?.[locale]?.trim() || undefined;
		if (translation !== undefined) files[locale] = changeHead(translation, { changeNote: note });
	}
	files[source] = changeHead(text, { version, change, changeNote });
	return readDraft(db, { ...draft, files });
}

/** The module that a draft is of, with the versions it has had; undefined for one never published. */
export async function editionInForce(db: DbOrTx, { moduleId }: Pick<Draft, 'moduleId'>) {
	if (moduleId === null) return undefined;
	const [module] = await db.select().from(trainingModule).where(eq(trainingModule.id, moduleId));
	if (!module) throw notFound();
	const editions = await db
		.select({ version: trainingEdition.version })
		.from(trainingEdition)
		.where(eq(trainingEdition.moduleId, moduleId));
	return { ...module, versions: editions.map((one) => one.version) };
}
