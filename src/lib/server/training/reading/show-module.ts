import { isoDay } from '#lib/format/moments.ts';
import type { Locale } from '#lib/i18n/localized.ts';
import type { Actor } from '#lib/people/actor.ts';
import { dutyReasonWords, type DutyReason } from '#lib/training/duty-reason.ts';
import type { ModuleShell, NeededStep, TranslationNote } from '#lib/training/module-view.ts';
import type { Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db, type DbOrTx } from '#lib/server/db/client.ts';
import { completeIfDone } from '../duty/complete-if-done.ts';
import { dutyReasons } from '../duty/duty-reasons.ts';
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

/** Why it is a duty, in the reader's words, and the number of the request that gave it. */
export type Because = { words: string; requestNumber: number | null };

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
): Promise<ModuleView & { needed: NeededStep[]; because: Because | null }> {
	const { found, standing, locale, happened, reason } = await loadModule(
		db,
		actor,
		input,
		'none',
		clock
	);
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
	return { ...view, needed, because: reason ? becauseOf(reason, input.locale) : null };
}

function becauseOf(reason: DutyReason, locale: Locale): Because {
	return { words: dutyReasonWords(reason, locale), requestNumber: reason.requestNumber };
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
	const today = isoDay(clock.now());
	const [standings, happened, reasons] = await Promise.all([
		moduleStanding(db, [personId], [found.id], today),
		happenedSince(db, personId, events, begun),
		dutyReasons(db, personId, today, found.id)
	]);
	const standing = standings.of(personId, found.id);
	const reason = reasons.get(found.id);
	return { found, standing, happened, reason, locale: shownLocale(found, wanted) };
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
