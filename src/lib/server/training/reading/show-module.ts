import { isoDay } from '#lib/format/moments.ts';
import type { Locale } from '#lib/i18n/localized.ts';
import type { Actor } from '#lib/people/actor.ts';
import type { ModuleShell, NeededStep, TranslationNote } from '#lib/training/module-view.ts';
import type { Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db, type DbOrTx } from '#lib/server/db/client.ts';
import { completeIfDone } from '../duty/complete-if-done.ts';
import { moduleStanding, type ModuleStanding } from '../duty/module-standing.ts';
import { findModule, type FindModuleInput, type FoundModule } from './find-module.ts';
import {
	moduleShell,
	pagesInOrder,
	shownLocale,
	shownSince,
	translationNote
} from './module-shell.ts';
import { countedEvents, neededSteps } from './needed-steps.ts';
import { happenedSince } from './practised.ts';
import { blocksOf, mayBeDone } from './show-page.ts';
import type { PageBlock } from '#lib/training/module-text.ts';

export type ShowModuleInput = { slug: string; locale: Locale; inLocale?: Locale | undefined };

/** A module with where its reader stands in it. */
export type ModuleView = {
	shell: ModuleShell;
	note: TranslationNote | null;
	locale: Locale;
};

/** A page of the whole module. */
export type WholePage = { id: string; title: string; locale: Locale; blocks: PageBlock[] };

/**
 * The contents of a module for its reader, with what completes it. Whoever did the last practice step elsewhere in the
 * portal and looks here has completed it. Throws NotFound as `findModule` does.
 */
export async function showModule(
	db: Db,
	actor: Actor,
	input: ShowModuleInput,
	clock: Clock
): Promise<ModuleView & { needed: NeededStep[] }> {
	const { found, standing, locale, happened } = await loadModule(db, actor, input, 'none', clock);
	const view = viewOf(found, standing, input.locale, locale);
	const since = shownSince(standing);
	const passed = found.attempts.filter(
		(attempt) => attempt.passed === 'yes' && (!since || new Date(attempt.startedAt) >= since)
	);
	const needed = neededSteps(found, pagesInOrder(found, locale), {
		readIds: new Set(view.shell.pages.filter((page) => page.read).map((page) => page.id)),
		quizIds: new Set(passed.map((attempt) => attempt.quizId)),
		events: countedEvents(happened, since)
	});
	const isLastStep = found.practices.length > 0 && needed.every((step) => step.done);
	if (isLastStep && mayBeDone(standing)) {
		const { personId } = actor;
		const done = { personId, moduleId: found.id, locale, at: clock.now() };
		const made = await withTransaction(db, (tx) => completeIfDone(tx, done));
		if (made) return showModule(db, actor, input, clock);
	}
	return { ...view, needed };
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
	const { personId } = actor;
	const found = await findModule(db, { slug, personId, locale: wanted, blocks });
	const events = found.practices.map((practice) => practice.event);
	const begun = found.place ? new Date(found.place.startedAt) : clock.now();
	const [standings, happened] = await Promise.all([
		moduleStanding(db, [personId], [found.id], isoDay(clock.now())),
		happenedSince(db, personId, events, begun)
	]);
	const standing = standings.of(personId, found.id);
	return { found, standing, happened, locale: shownLocale(found, wanted) };
}

function viewOf(
	found: FoundModule,
	standing: ModuleStanding,
	asked: Locale,
	locale: Locale
): ModuleView {
	return {
		shell: moduleShell(found, standing, locale),
		note: translationNote(found, asked, locale),
		locale
	};
}
