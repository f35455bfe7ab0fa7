import { and, eq, isNull } from 'drizzle-orm';
import type { Actor } from '#lib/people/actor.ts';
import { notFound } from '#lib/errors.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { changeToRead } from '../duty/tables.ts';
import { changedQuestions } from './changed-questions.ts';
import { textToAsk, type AskedText } from './lock-quiz.ts';
import type { Locale } from '#lib/i18n/localized.ts';

/** What a person has to look through of a newer edition, with the questions that are new in it. */
export type OpenChange = { createdAt: Date; text: AskedText; questions: Set<string> };

/** The changes that wait for this person. Throws NotFound when nothing does. */
export async function openChange(
	tx: Tx,
	actor: Actor,
	{ slug, locale }: { slug: string; locale: Locale }
): Promise<OpenChange> {
	const own = await textToAsk(tx, actor.personId, { slug, locale });
	// As they are shown: where the translation lags behind, in the source.
	const text = own.stale
		? await textToAsk(tx, actor.personId, { slug, locale: own.facts.source })
		: own;
	const [change] = await tx
		.select()
		.from(changeToRead)
		.where(
			and(
				eq(changeToRead.personId, actor.personId),
				eq(changeToRead.moduleId, text.moduleId),
				isNull(changeToRead.readAt)
			)
		);
	if (!change) throw notFound();
	const questions = await changedQuestions(tx, {
		fromEditionId: change.fromEditionId,
		toEditionId: text.editionId,
		locale: text.locale,
		source: text.facts.source
	});
	return { createdAt: change.createdAt, text, questions };
}
