import { isoDay } from '#lib/format/moments.ts';
import type { Locale } from '#lib/i18n/localized.ts';
import type { Actor } from '#lib/people/actor.ts';
import type { PageBlock } from '#lib/training/module-text.ts';
import type { ModulePageView } from '#lib/training/module-view.ts';
import type { ChangedPlace, ShownBlock } from '#lib/training/page-view.ts';
import { notFound } from '#lib/errors.ts';
import type { Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db } from '#lib/server/db/client.ts';
import { completeIfDone } from '../duty/complete-if-done.ts';
import { moduleStanding, type ModuleStanding } from '../duty/module-standing.ts';
import { findModule, type FoundBlocks, type FoundModule, type FoundPage } from './find-module.ts';
import { markChanges } from './mark-changes.ts';
import {
	moduleShell,
	pagesInOrder,
	shownLocale,
	shownSince,
	translationNote
} from './module-shell.ts';
import { countedEvents } from './needed-steps.ts';
import { openPage } from './open-page.ts';
import { happenedSince } from './practised.ts';
import { quizStanding } from './quiz-standing.ts';

export type ShowPageInput = {
	slug: string;
	pageId: string;
	/** The reader's language. */
	locale: Locale;
	/** Another language asked for on the page, e.g. the source of an old translation. */
	inLocale?: Locale | undefined;
	/** False for a copy that a device keeps: nobody has opened the page yet. */
	opens: boolean;
};

/**
 * One page of a module for its reader, and keeps that they are there. Practice steps are looked up in the audit log,
 * so that a step done elsewhere is seen when the person comes back; when it was the last thing to do, the module is
 * completed. Throws NotFound for no such module or page.
 */
export async function showPage(
	db: Db,
	actor: Actor,
	input: ShowPageInput,
	clock: Clock
): Promise<ModulePageView> {
	const { slug, pageId, locale, inLocale, opens } = input;
	const now = clock.now();
	const wanted = inLocale ?? locale;
	const found = await findModule(db, {
		slug,
		personId: actor.personId,
		locale: wanted,
		blocks: { page: pageId }
	});
	const shown = shownLocale(found, wanted);
	const pages = pagesInOrder(found, shown);
	const index = pages.findIndex((page) => page.id === pageId);
	const page = pages[index];
	const blocks = page && blocksOf(found.shown, page);
	if (!page || !blocks) throw notFound();
	const events = practices(blocks).map((practice) => practice.event);
	const since = found.place ? new Date(found.place.startedAt) : now;
	const [standings, happened] = await Promise.all([
		moduleStanding(db, [actor.personId], [found.id], isoDay(now)),
		happenedSince(db, actor.personId, events, since),
		opens && found.place?.pageId !== pageId
			? openPage(db, actor, { moduleId: found.id, pageId }, clock)
			: undefined
	]);
	const standing = standings.of(actor.personId, found.id);
	const counted = countedEvents(happened, shownSince(standing));
	const practised = practices(blocks)
		.filter(({ event }) => counted.has(event))
		.map((practice) => practice.practiceId);
	if (practised.length > 0 && opens && mayBeDone(standing)) {
		const done = { personId: actor.personId, moduleId: found.id, locale: shown, at: now };
		const made = await withTransaction(db, (tx) => completeIfDone(tx, done));
		if (made) return { ...(await showPage(db, actor, input, clock)), isDoneNow: true };
	}
	return {
		shell: moduleShell(found, standing, shown),
		page: {
			id: page.id,
			number: index + 1,
			title: page.title,
			locale: page.locale,
			...withChanges(found, page, blocks)
		},
		note: translationNote(found, locale, page.locale),
		quizzes: Object.fromEntries(
			found.quizzes
				.filter((quiz) => quiz.pageId === pageId)
				.map((quiz) => [quiz.id, quizStanding(found, quiz, standing, { now, locale })])
		),
		practised,
		isDoneNow: false
	};
}

const practices = (blocks: readonly PageBlock[]) =>
	blocks.filter((block) => block.kind === 'practice');

/** Is there anything to complete: an obligation, nothing that counts, or something that may be renewed? */
export const mayBeDone = ({ obligation, isValid, renewalOpen }: ModuleStanding) =>
	obligation !== null || !isValid || renewalOpen;

/** The blocks of a page in its language. */
export function blocksOf(
	shown: readonly FoundBlocks[],
	page: Pick<FoundPage, 'id' | 'locale'>
): PageBlock[] | undefined {
	return shown.find((one) => one.id === page.id && one.locale === page.locale)?.blocks;
}

/** The page with marks where it differs from the edition this person did, if there is such a thing. */
export function withChanges(
	found: FoundModule,
	page: FoundPage,
	blocks: PageBlock[]
): { blocks: ShownBlock[]; places: ChangedPlace[] } {
	const { change } = found;
	const old = change?.pages.find((one) => one.id === page.id && one.locale === page.locale);
	if (!change || old?.hash === page.hash) return { blocks, places: [] };
	const before = blocksOf(change.shown, page);
	// A translation that is new is not a change of what it says.
	const isTranslationOnly = !before && change.pages.some((one) => one.id === page.id);
	return isTranslationOnly ? { blocks, places: [] } : markChanges(before ?? null, blocks);
}
