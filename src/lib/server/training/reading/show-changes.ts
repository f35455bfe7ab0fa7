import { isoDay } from '#lib/format/moments.ts';
import type { Locale } from '#lib/i18n/localized.ts';
import type { Actor } from '#lib/people/actor.ts';
import { CHANGES_QUIZ } from '#lib/training/changes-quiz.ts';
import type { ModuleShell, TranslationNote } from '#lib/training/module-view.ts';
import type { ChangedPlace, ShownBlock } from '#lib/training/page-view.ts';
import type { QuizView } from '#lib/training/quiz-view.ts';
import type { Clock } from '#lib/server/clock.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { moduleStanding } from '../duty/module-standing.ts';
import { changedQuestions } from './changed-questions.ts';
import { findModule, type FoundChange, type FoundModule } from './find-module.ts';
import { changedTabs } from './mark-tabs.ts';
import {
	changedPages,
	moduleShell,
	pagesInOrder,
	shownLocale,
	translationNote
} from './module-shell.ts';
import { attemptView } from './quiz-standing.ts';
import { blocksOf, withChanges } from './show-page.ts';

/** A page of which something has changed, with nothing but that. */
export type ChangedPage = {
	id: string;
	title: string;
	blocks: ShownBlock[];
	places: ChangedPlace[];
};

/** All that somebody who did an older version has to look through. */
export type ChangesView = {
	shell: ModuleShell;
	/** What is shown, to be named when it has been looked through. */
	editionId: string;
	locale: Locale;
	note: string;
	/** Why it is not in the reader's language. */
	translation: TranslationNote | null;
	pages: ChangedPage[];
	/** Titles of pages that are no more. */
	gone: string[];
	/** Null where no question has changed. */
	quiz: QuizView | null;
};

/**
 * What changed in a module since this person did it, in the language they read; in the source where the translation
 * has not followed it yet, or nothing would seem to have changed. Null when nothing waits for them. Throws NotFound
 * as `findModule` does.
 */
export async function showChanges(
	db: DbOrTx,
	actor: Actor,
	{ slug, locale }: { slug: string; locale: Locale },
	clock: Clock
): Promise<ChangesView | null> {
	const found = await findModule(db, { slug, personId: actor.personId, locale, blocks: 'all' });
	const { change } = found;
	if (!change) return null;
	const shown = changesLocale(found, locale);
	const [standings, questions] = await Promise.all([
		moduleStanding(db, [actor.personId], [found.id], isoDay(clock.now())),
		changedQuestions(db, {
			fromEditionId: change.fromEditionId,
			toEditionId: found.editionId,
			locale: shown,
			source: found.facts.source
		})
	]);
	const pages = pagesInOrder(found, shown);
	const now = new Set(pages.map((page) => page.id));
	return {
		shell: moduleShell(found, standings.of(actor.personId, found.id), shown),
		editionId: found.editionId,
		locale: shown,
		note: noteIn(found, locale) || found.facts.changeNote,
		translation: translationNote(found, locale, shown),
		pages: changedOnly(found, shown),
		gone: change.pages
			.filter((page) => !now.has(page.id) && page.locale === shown)
			.map((page) => page.title),
		quiz: questions.size > 0 ? changesQuiz(found, change, questions.size) : null
	};
}

/** What the author says of the version in a language; also where the page itself is shown in the source. */
const noteIn = (found: FoundModule, locale: Locale) =>
	found.texts.find((text) => text.locale === locale)?.changeNote;

function changesLocale(found: FoundModule, wanted: Locale): Locale {
	const shown = shownLocale(found, wanted);
	const lagsBehind = found.texts.some((text) => text.locale === shown && text.stale);
	return lagsBehind ? found.facts.source : shown;
}

/** Anchors begin with the page's number: on this page there are several of them. */
function changedOnly(found: FoundModule, locale: Locale): ChangedPage[] {
	const pages = pagesInOrder(found, locale);
	const changed = changedPages(found, pages);
	return pages.flatMap((page, index) => {
		const blocks = changed.has(page.id) ? blocksOf(found.shown, page) : undefined;
		if (!blocks) return [];
		const marked = withChanges(found, page, blocks);
		const own = (anchor: string) => `p${index + 1}-${anchor}`;
		return {
			id: page.id,
			title: page.title,
			blocks: marked.blocks
				.filter((block) => block.mark)
				.map((block) => ({
					...changedPart(block),
					...(block.anchor && { anchor: own(block.anchor) })
				})),
			places: marked.places.map((place) => ({ ...place, anchor: own(place.anchor) }))
		};
	});
}

const changedPart = (block: ShownBlock): ShownBlock =>
	block.within && block.kind === 'html' ? { ...block, html: changedTabs(block.html) } : block;

function changesQuiz(found: FoundModule, change: FoundChange, asked: number): QuizView {
	const attempts = found.attempts.filter(
		(attempt) =>
			attempt.quizId === CHANGES_QUIZ && new Date(attempt.startedAt) >= new Date(change.createdAt)
	);
	return {
		id: CHANGES_QUIZ,
		asked,
		passMark: found.facts.passMark,
		mustPass: true,
		attempt: attemptView(attempts.at(-1), found.editionId),
		hasPassed: attempts.some((attempt) => attempt.passed === 'yes'),
		left: null,
		wait: null
	};
}
