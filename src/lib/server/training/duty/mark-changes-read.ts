import { and, eq, isNull, sql } from 'drizzle-orm';
import { notFound } from '#lib/errors.ts';
import type { Locale } from '#lib/i18n/localized.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { trainingEdition, trainingText } from '../modules/tables.ts';
import { lockLearner } from './lock-learner.ts';
import { recordCompletion, type Completion } from './record-completion.ts';
import { changeToRead, completion } from './tables.ts';

export type ChangesInput = {
	personId: string;
	moduleId: string;
	/** The edition they were shown: what is in force may have had a patch since the minor one. */
	editionId: string;
	locale: Locale;
	/** Changed questions as asked, with the answers, and the percent that was right. */
	answers?: unknown;
	score?: number | null;
	minutes?: number | null;
	at: Date;
};

/**
 * Keeps that somebody looked through what a minor version changed: a completion of the version they were shown on the basis of the
 * old one, which itself stays as it is. It counts as long as the old one did. Each for themselves. Recorded as
 * `training.completed`. Throws NotFound when there is nothing new to look through.
 */
export async function markChangesRead(tx: Tx, input: ChangesInput): Promise<Completion> {
	const { personId, moduleId } = input;
	await lockLearner(tx, personId, moduleId);
	const [found] = await tx
		.select({ change: changeToRead, basis: completion, edition: trainingEdition })
		.from(changeToRead)
		.innerJoin(completion, eq(completion.id, changeToRead.completionId))
		.innerJoin(trainingEdition, eq(trainingEdition.id, input.editionId))
		.where(
			and(
				eq(changeToRead.personId, personId),
				eq(changeToRead.moduleId, moduleId),
				isNull(changeToRead.readAt)
			)
		)
		.for('update', { of: changeToRead });
	if (!found) throw notFound();
	const { basis, edition } = found;
	const [titles] = await tx
		.select({
			all: sql<
				Partial<Record<Locale, string>>
			>`jsonb_object_agg(${trainingText.locale}, ${trainingText.title})`
		})
		.from(trainingText)
		.where(eq(trainingText.editionId, edition.id));
	return recordCompletion(tx, {
		personId,
		personName: basis.personName,
		moduleId,
		moduleKey: basis.moduleKey,
		moduleTitles: titles?.all ?? basis.moduleTitles,
		editionId: edition.id,
		version: edition.version,
		hash: edition.hash,
		locale: input.locale,
		kind: 'changes',
		score: input.score ?? null,
		answers: input.answers ?? [],
		minutes: input.minutes ?? null,
		completedAt: input.at,
		validUntil: basis.validUntil,
		basisId: basis.id
	});
}
