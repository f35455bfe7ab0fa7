import { and, asc, eq } from 'drizzle-orm';
import { isoDay } from '#lib/format/moments.ts';
import type { Locale } from '#lib/i18n/localized.ts';
import type { FinishedAttempt } from '#lib/training/attempt-limits.ts';
import type { ModuleFacts, ModuleQuiz } from '#lib/training/module-text.ts';
import { notFound } from '#lib/errors.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { lockLearner } from '../duty/lock-learner.ts';
import { moduleStanding, type ModuleStanding } from '../duty/module-standing.ts';
import { trainingEdition, trainingModule, trainingText } from '../modules/tables.ts';
import { isOpenTo } from './open-to.ts';
import { quizAttempt } from './tables.ts';

/** The text that is asked: in the reader's language, else in the module's own. */
export type AskedText = {
	moduleId: string;
	editionId: string;
	facts: ModuleFacts;
	locale: Locale;
	/** A translation of an older source. */
	stale: boolean;
	quizzes: ModuleQuiz[];
};

/**
 * The quizzes of the edition in force, with their answers. Throws NotFound for no such module, and for one that this
 * person may not read.
 */
export async function textToAsk(
	tx: Tx,
	personId: string,
	{ slug, locale }: { slug: string; locale: Locale }
): Promise<AskedText> {
	const rows = await tx
		.select({
			moduleId: trainingModule.id,
			editionId: trainingEdition.id,
			facts: trainingEdition.facts,
			locale: trainingText.locale,
			stale: trainingText.stale,
			quizzes: trainingText.quizzes
		})
		.from(trainingModule)
		.innerJoin(trainingEdition, eq(trainingEdition.id, trainingModule.editionId))
		.innerJoin(trainingText, eq(trainingText.editionId, trainingEdition.id))
		.where(and(eq(trainingModule.slug, slug), isOpenTo(personId)));
	const text =
		rows.find((row) => row.locale === locale) ??
		rows.find((row) => row.locale === row.facts.source);
	if (!text) throw notFound();
	return text;
}

/** What a person has at one quiz, nobody else of them being able to change it until the transaction ends. */
export type LockedQuiz = {
	standing: ModuleStanding;
	/** The number the next attempt gets. */
	nextNumber: number;
	open: { id: string; startedAt: Date } | null;
	/** Of the cycle that counts now, oldest first. */
	finished: FinishedAttempt[];
};

/** Waits for the person's other devices, then reads their attempts at a quiz. */
export async function lockQuiz(
	tx: Tx,
	personId: string,
	moduleId: string,
	quizId: string,
	now: Date
): Promise<LockedQuiz> {
	await lockLearner(tx, personId, moduleId);
	const standings = await moduleStanding(tx, [personId], [moduleId], isoDay(now));
	const standing = standings.of(personId, moduleId);
	const rows = await tx
		.select({
			id: quizAttempt.id,
			number: quizAttempt.number,
			startedAt: quizAttempt.startedAt,
			finishedAt: quizAttempt.finishedAt,
			passed: quizAttempt.passed
		})
		.from(quizAttempt)
		.where(
			and(
				eq(quizAttempt.personId, personId),
				eq(quizAttempt.moduleId, moduleId),
				eq(quizAttempt.quizId, quizId)
			)
		)
		.orderBy(asc(quizAttempt.number));
	return {
		standing,
		nextNumber: (rows.at(-1)?.number ?? 0) + 1,
		open: rows.find((row) => row.finishedAt === null) ?? null,
		finished: rows.flatMap(({ startedAt, finishedAt, passed }) =>
			finishedAt && (!standing.since || startedAt >= standing.since)
				? [{ finishedAt, passed: passed === 'yes' }]
				: []
		)
	};
}
