import { eq } from 'drizzle-orm';
import { actorPersonId, type Actor } from '#lib/people/actor.ts';
import { conflict, invalid } from '#lib/errors.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db, type Tx } from '#lib/server/db/client.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { trainingDraft } from '../modules/tables.ts';
import { bodyHash } from '../text/body-hash.ts';
import { changeHead } from '../text/change-head.ts';
import { splitFrontMatter } from '../text/front-matter.ts';
import { LONGEST_TEXT } from '../text/read-text.ts';
import { sourceLocale } from './source-locale.ts';
import { lockDraft, type Draft, type DraftSeen } from './draft.ts';
import type { Locale } from '#lib/i18n/localized.ts';

/**
 * Keeps what was written. Authors and administrators; several may write one after the other. What a colleague was
 * asked to look at, or has approved, is being written again after it changed. The text before is not kept: editions
 * are. Throws Forbidden, NotFound, Conflict `authoring_changed_by`, Invalid `authoring_too_long` at the language.
 */
export async function saveDraft(
	db: Db,
	actor: Actor,
	input: DraftSeen & { files: Draft['files'] },
	clock: Clock = systemClock
): Promise<Draft> {
	for (const [locale, text] of Object.entries(input.files)) {
		if (text.length > LONGEST_TEXT) throw invalid({ [locale]: ['authoring_too_long'] });
	}
	return withTransaction(db, async (tx) => {
		const draft = await lockDraft(tx, actor, input);
		const files = withoutEmpty(input.files);
		if (isSame(files, draft.files)) return draft;
		return writeDraft(tx, actor, draft, { files }, clock.now());
	});
}

/**
 * Says that a translation is of the source text as it stands: writes its `sourceHash`. Whoever may write.
 * Throws as saving does, and Conflict `authoring_no_source` when the source language cannot be seen.
 */
export async function markFresh(
	db: Db,
	actor: Actor,
	input: DraftSeen & { locale: Locale },
	clock: Clock = systemClock
): Promise<Draft> {
	return withTransaction(db, async (tx) => {
		const draft = await lockDraft(tx, actor, input);
		const source = sourceLocale(draft.files);
		const [original, text] = [source && draft.files[source], draft.files[input.locale]];
		if (!original || text === undefined) throw conflict('authoring_no_source');
		const hash = bodyHash(splitFrontMatter(original).body);
		const files = { ...draft.files, [input.locale]: changeHead(text, { sourceHash: hash }) };
		return writeDraft(tx, actor, draft, { files }, clock.now());
	});
}

/** Throws a draft away; what was published stays. Whoever may write. Recorded as `module.draft_dropped`. */
export async function dropDraft(
	db: Db,
	actor: Actor,
	seen: DraftSeen,
	clock: Clock = systemClock
): Promise<void> {
	await withTransaction(db, async (tx) => {
		const draft = await lockDraft(tx, actor, seen);
		await tx.delete(trainingDraft).where(eq(trainingDraft.id, draft.id));
		await recordAudit(tx, {
			...{ actor, action: 'module.draft_dropped', noun: 'module', at: clock.now() },
			...{ recordId: draft.moduleId ?? draft.id, before: { slug: draft.slug } }
		});
	});
}

/** Writes what is new of a locked draft, under the next revision; whatever was approved is so no more. */
export async function writeDraft(
	tx: Tx,
	actor: Actor,
	draft: Draft,
	changed: Partial<Pick<Draft, 'files' | 'media'>>,
	at: Date
): Promise<Draft> {
	const [written] = await tx
		.update(trainingDraft)
		.set({
			...changed,
			...{ state: 'writing', reviewerId: null, reviewedById: null },
			...{ revision: draft.revision + 1, updatedById: actorPersonId(actor), updatedAt: at }
		})
		.where(eq(trainingDraft.id, draft.id))
		.returning();
	return written ?? draft;
}

/** A language whose field is empty has no text. */
const withoutEmpty = (files: Draft['files']): Draft['files'] =>
	Object.fromEntries(
		Object.entries(files)
			.map(([locale, text]) => [locale, text.replace(/\r\n/g, '\n')] as const)
			.filter(([, text]) => text.trim() !== '')
	);

const isSame = (a: Draft['files'], b: Draft['files']) =>
	(['et', 'ru', 'en'] as const).every((locale) => a[locale] === b[locale]);
