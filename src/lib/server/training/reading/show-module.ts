import { isoDay } from '#lib/format/moments.ts';
import type { Locale } from '#lib/i18n/localized.ts';
import type { Actor } from '#lib/people/actor.ts';
import type { ModuleShell, TranslationNote } from '#lib/training/module-view.ts';
import type { Clock } from '#lib/server/clock.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { moduleStanding, type ModuleStanding } from '../duty/module-standing.ts';
import { findModule, type FindModuleInput, type FoundModule } from './find-module.ts';
import {
	moduleShell,
	pagesInOrder,
	shownLocale,
	shownSince,
	translationNote
} from './module-shell.ts';
import { blocksOf } from './show-page.ts';
import type { PageBlock } from '#lib/training/module-text.ts';

export type ShowModuleInput = { slug: string; locale: Locale; inLocale?: Locale | undefined };

/** A module with where its reader stands in it. */
export type ModuleView = {
	shell: ModuleShell;
	note: TranslationNote | null;
	locale: Locale;
	/** Quizzes that have to be passed and have not been yet, by their page. */
	quizzesLeft: { pageId: string }[];
	mustPass: boolean;
};

/** A page of the whole module. */
export type WholePage = { id: string; title: string; locale: Locale; blocks: PageBlock[] };

/** The contents of a module for its reader. Throws NotFound as `findModule` does. */
export async function showModule(
	db: DbOrTx,
	actor: Actor,
	input: ShowModuleInput,
	clock: Clock
): Promise<ModuleView> {
	const { found, standing, locale } = await loadModule(db, actor, input, 'none', clock);
	return viewOf(found, standing, input.locale, locale);
}

/** All pages of a module on one, as they were rendered when it was published. Throws NotFound likewise. */
export async function showWholeModule(
	db: DbOrTx,
	actor: Actor,
	input: ShowModuleInput,
	clock: Clock
): Promise<ModuleView & { pages: WholePage[]; media: FoundModule['media']; moduleId: string }> {
	const { found, standing, locale } = await loadModule(db, actor, input, 'all', clock);
	return {
		...viewOf(found, standing, input.locale, locale),
		moduleId: found.id,
		media: found.media,
		pages: pagesInOrder(found, locale).map(({ id, title, locale: own }) => ({
			id,
			title,
			locale: own,
			blocks: blocksOf(found.shown, { id, locale: own }) ?? []
		}))
	};
}

async function loadModule(
	db: DbOrTx,
	actor: Actor,
	{ slug, locale, inLocale }: ShowModuleInput,
	blocks: FindModuleInput['blocks'],
	clock: Clock
) {
	const wanted = inLocale ?? locale;
	const found = await findModule(db, { slug, personId: actor.personId, locale: wanted, blocks });
	const standings = await moduleStanding(db, [actor.personId], [found.id], isoDay(clock.now()));
	const standing = standings.of(actor.personId, found.id);
	return { found, standing, locale: shownLocale(found, wanted) };
}

function viewOf(
	found: FoundModule,
	standing: ModuleStanding,
	asked: Locale,
	locale: Locale
): ModuleView {
	const since = shownSince(standing);
	const passed = new Set(
		found.attempts
			.filter(
				(attempt) => attempt.passed === 'yes' && (!since || new Date(attempt.startedAt) >= since)
			)
			.map((attempt) => attempt.quizId)
	);
	return {
		shell: moduleShell(found, standing, locale),
		note: translationNote(found, asked, locale),
		locale,
		mustPass: found.facts.completion === 'passed',
		quizzesLeft: found.quizzes
			.filter((quiz) => !passed.has(quiz.id))
			.map(({ pageId }) => ({ pageId }))
	};
}
