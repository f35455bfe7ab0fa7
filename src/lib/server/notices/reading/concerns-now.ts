import type { Locale } from '#lib/i18n/localized.ts';
import { isCritical, isGoingOn } from '#lib/notices/notice-states.ts';
import { textFor } from '#lib/notices/notice-text.ts';
import type { ConcernsNow, NoticeBrief } from '#lib/notices/reader/notice-brief.ts';
import { noticeLooks } from '#lib/notices/reader/notice-looks.ts';
import type { Actor } from '#lib/people/actor.ts';
import type { Db } from '#lib/server/db/client.ts';
import {
	currentNotices,
	gravestFirst,
	type CurrentNotice,
	type OwnStanding
} from './current-notices.ts';

const DAY = 86_400_000;
/** What begins later than this is not yet told across every page. */
const AHEAD_DAYS = 7;
/** Information without a window is told across pages for so long. */
const INFORMATION_DAYS = 3;
const MOST = 3;

/**
 * The notices that concern a person now, gravest first, three at most: what is going on, what is coming within a week,
 * and for a day what is over or was cancelled. What they have put away is left out until there is something new, save
 * what they are without at this moment; `isWhole` leaves nothing out. Everybody, for themselves. Asks the database
 * nothing, or once for some seconds.
 */
export async function concernsNow(
	db: Db,
	actor: Actor,
	{ locale, now, isWhole = false }: { locale: Locale; now: Date; isWhole?: boolean }
): Promise<ConcernsNow> {
	const current = await currentNotices(db);
	const candidates = current.notices.filter((notice) => isOfNow(notice, now));
	if (candidates.length === 0) return { notices: [], more: 0 };
	const own = await current.standingOf(actor.personId);
	const standing = new Map(own.map((one) => [one.noticeId, one]));
	const mine = candidates
		.filter(({ id }) => standing.has(id))
		.filter((notice) => isWhole || isBefore(notice, standing.get(notice.id)))
		.sort(gravestFirst);
	return {
		notices: mine.slice(0, MOST).map((notice) => ({
			...noticeBrief(notice, locale, now),
			saidMeToo: standing.get(notice.id)?.saidMeToo ?? false
		})),
		more: Math.max(0, mine.length - MOST)
	};
}

/** Is a notice of now still before a reader's eyes? What they put away comes back when there is something new. */
export function isBefore(notice: CurrentNotice, own: Pick<OwnStanding, 'dismissedAt'> | undefined) {
	if (!own) return false;
	return isCritical(notice) || !own.dismissedAt || own.dismissedAt < notice.toldAt;
}

/** Is it told across all pages at this moment? */
export function isOfNow({ state, kind, startsAt, announcedAt }: CurrentNotice, now: Date): boolean {
	if (state !== 'announced') return true;
	if (startsAt) return startsAt.getTime() < now.getTime() + AHEAD_DAYS * DAY;
	const age = now.getTime() - (announcedAt?.getTime() ?? 0);
	return kind !== 'information' || age < INFORMATION_DAYS * DAY;
}

/** A notice in short, in the reader's language or the one there is. */
export function noticeBrief(
	notice: Omit<CurrentNotice, 'toldAt'>,
	locale: Locale,
	now: Date
): NoticeBrief {
	const found = textFor(notice.texts, locale);
	const text = found?.text;
	const news = textFor(notice.news ?? {}, locale)?.text;
	const restored = notice.restoredAt && textFor(notice.restoredText ?? {}, locale)?.text;
	const advice = isGoingOn(notice.state) ? text?.instead : text?.before;
	return {
		...noticeLooks(notice, locale, now),
		number: notice.number,
		title: text?.title ?? '',
		from: found?.from ?? null,
		text: restored || [news || text?.summary, advice].filter(Boolean).join(' '),
		stays: isCritical(notice),
		meToo: notice.kind === 'outage' && isGoingOn(notice.state) ? notice.meToo : null,
		saidMeToo: false
	};
}
