import { inArray } from 'drizzle-orm';
import type { Locale } from '#lib/i18n/localized.ts';
import type { ModuleQuiz } from '#lib/training/module-text.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { trainingText } from '../modules/tables.ts';

type Editions = { fromEditionId: string; toEditionId: string; locale: Locale; source: Locale };

/** Ids of the questions of an edition that are new or say something else than in an earlier one. */
export async function changedQuestions(
	db: DbOrTx,
	{ fromEditionId, toEditionId, locale, source }: Editions
): Promise<Set<string>> {
	const rows = await db
		.select({
			editionId: trainingText.editionId,
			locale: trainingText.locale,
			quizzes: trainingText.quizzes
		})
		.from(trainingText)
		.where(inArray(trainingText.editionId, [fromEditionId, toEditionId]));
	const quizzesIn = (editionId: string, wanted: Locale) =>
		rows.find((row) => row.editionId === editionId && row.locale === wanted)?.quizzes;
	// Both in one language: a translation that has come since changes no question.
	const both = quizzesIn(fromEditionId, locale) && quizzesIn(toEditionId, locale);
	const compared = both ? locale : source;
	const before = hashes(quizzesIn(fromEditionId, compared) ?? []);
	const after = hashes(quizzesIn(toEditionId, compared) ?? []);
	return new Set([...after].filter(([id, hash]) => before.get(id) !== hash).map(([id]) => id));
}

const hashes = (quizzes: readonly ModuleQuiz[]) =>
	new Map(
		quizzes.flatMap((quiz) => quiz.questions.map((question) => [question.id, question.hash]))
	);
