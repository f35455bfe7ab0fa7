import type { Locale } from '#lib/i18n/localized.ts';
import type { ModuleShell, TranslationNote } from '#lib/training/module-view.ts';
import type { ModuleStanding } from '../duty/module-standing.ts';
import type { FoundModule, FoundPage } from './find-module.ts';

/** The language a module is shown in: the wanted one where it exists, else the one it was written in. */
export function shownLocale(found: FoundModule, wanted: Locale): Locale {
	const { source } = found.facts;
	return found.texts.some((text) => text.locale === wanted) ? wanted : source;
}

/** What to say about the translation; `asked` is the reader's language, `shown` the one of the page. */
export function translationNote(
	found: FoundModule,
	asked: Locale,
	shown: Locale
): TranslationNote | null {
	const { source } = found.facts;
	if (asked === source) return null;
	const text = found.texts.find((one) => one.locale === asked);
	if (!text) return { kind: 'missing', source };
	if (shown === source) return { kind: text.stale ? 'source' : 'missing', source };
	return text.stale ? { kind: 'stale', source } : null;
}

/** The pages in the order of the source, each in the shown language where it has been translated. */
export function pagesInOrder(found: FoundModule, locale: Locale): FoundPage[] {
	return found.pages
		.filter((page) => page.locale === found.facts.source)
		.map(
			(page) => found.pages.find((other) => other.id === page.id && other.locale === locale) ?? page
		);
}

/** Pages that differ from those of the edition a person did, by id. */
export function changedPages(found: FoundModule, pages: readonly FoundPage[]): Set<string> {
	const { change } = found;
	if (!change) return new Set();
	return new Set(
		pages
			.filter((page) => {
				const old = change.pages.filter((one) => one.id === page.id);
				if (old.length === 0) return true;
				// A translation that is new is not a change of what the page says.
				const same = old.find((one) => one.locale === page.locale);
				return same !== undefined && same.hash !== page.hash;
			})
			.map((page) => page.id)
	);
}

/**
 * From when on what was done is shown as done: while a proof counts and there is nothing to renew, all of it.
 */
export function shownSince({ obligation, isValid, renewalOpen, since }: ModuleStanding) {
	return !obligation && isValid && !renewalOpen ? null : since;
}

/** What every page of the module shows beside its text, for one person. */
export function moduleShell(
	found: FoundModule,
	standing: ModuleStanding,
	locale: Locale
): ModuleShell {
	const pages = pagesInOrder(found, locale);
	const changed = changedPages(found, pages);
	const since = shownSince(standing);
	const readIds = new Set(
		found.reads
			.filter((read) => !since || new Date(read.readAt) >= since)
			.map((read) => read.pageId)
	);
	const text =
		found.texts.find((one) => one.locale === locale) ??
		found.texts.find((one) => one.locale === found.facts.source);
	const contents = pages.map((page) => ({
		id: page.id,
		title: page.title,
		minutes: page.minutes,
		questions: found.quizzes
			.filter((quiz) => quiz.pageId === page.id)
			.reduce((sum, quiz) => sum + Math.min(quiz.pick ?? quiz.count, quiz.count), 0),
		read: readIds.has(page.id),
		changed: changed.has(page.id)
	}));
	const { completion } = standing;
	return {
		slug: found.slug,
		title: text?.title ?? found.slug,
		summary: text?.summary ?? '',
		version: found.version,
		publishedAt: new Date(found.publishedAt),
		minutes: found.facts.minutes || contents.reduce((sum, page) => sum + page.minutes, 0),
		retired: !found.active,
		pages: contents,
		read: contents.filter((page) => page.read).length,
		isDuty: standing.obligation !== null,
		dueOn: standing.dueOn,
		completedAt: completion?.completedAt ?? null,
		certificate: completion?.number ?? null,
		validUntil: standing.validUntil,
		isValid: standing.isValid,
		renewalOpen: standing.renewalOpen,
		changes: found.change && {
			dueOn: found.change.dueOn,
			doneAt: new Date(found.change.doneAt)
		},
		// Where somebody was last time says nothing when all of it is to be read again.
		goOn: whereToGoOn(
			contents,
			found.place && (!since || new Date(found.place.at) >= since) ? found.place.pageId : undefined
		),
		hasBegun: readIds.size > 0
	};
}

/** The page somebody left, or when they have read it the next unread one after it. */
function whereToGoOn(pages: { id: string; read: boolean }[], placeId: string | undefined): string {
	const index = pages.findIndex((page) => page.id === placeId);
	const rest = [...pages.slice(Math.max(index, 0)), ...pages];
	const next = rest.find((page) => !page.read) ?? pages[Math.max(index, 0)];
	return next?.id ?? '';
}
