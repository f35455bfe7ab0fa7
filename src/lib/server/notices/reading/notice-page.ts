import { locales, localize, type Locale } from '#lib/i18n/localized.ts';
import { isGoingOn, isOver } from '#lib/notices/notice-states.ts';
import { textFor, type LooseText } from '#lib/notices/notice-text.ts';
import { reasonSentence } from '#lib/notices/reason-words.ts';
import { entryWords } from '#lib/notices/reader/entry-words.ts';
import { noticeLooks } from '#lib/notices/reader/notice-looks.ts';
import type { NoticeView, ReadText } from '#lib/notices/reader/notice-view.ts';
import { onMoment, whenText } from '#lib/notices/reader/when-text.ts';
import { textStandings } from '#lib/notices/text-gaps.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import type { Db } from '#lib/server/db/client.ts';
import { moduleTitle } from '#lib/training/module-title.ts';
import { namesOfReasons } from '../telling/reason-names.ts';
import { readNotice, type ReaderNotice } from './read-notice.ts';

/** How to show it: in which language (`as` is another one than the reader's, when they asked for it), and when. */
type Showing = { locale: Locale; as?: Locale | undefined; now: Date };

/**
 * A notice's page for its reader: as `readNotice`, in words. Three round trips, and one more when it is opened for the
 * first time. Throws NotFound.
 */
export async function noticePage(
	db: Db,
	actor: Actor,
	number: number,
	showing: Showing
): Promise<NoticeView> {
	const found = await readNotice(db, actor, number, showing.now);
	const why = await reasonsOf(db, actor, found, showing.locale);
	return {
		...wordsOf(found, showing),
		...askedOf(found, showing),
		why,
		isDesk: can(actor, 'notices.read')
	};
}

function wordsOf(found: ReaderNotice, { locale, as, now }: Showing) {
	const { notice, updates } = found;
	const read = textFor(notice.texts, as ?? locale);
	const shown = read?.from ?? as ?? locale;
	const text = read?.text;
	const said = (texts: LooseText | null): ReadText | null => {
		const one = textFor(texts ?? {}, locale);
		return one && { text: one.text, from: one.from };
	};
	const parts = (['cannot', 'before', 'instead', 'contact'] as const).flatMap((key) =>
		text?.[key] ? [{ key, text: text[key] }] : []
	);
	return {
		...noticeLooks(notice, locale, now),
		number: notice.number,
		title: text?.title ?? '',
		from: shown === locale ? null : shown,
		isOlder: shown !== 'et' && textStandings(notice.texts)[shown] === 'older',
		others: locales.filter((one) => one !== shown && notice.texts[one] !== undefined),
		summary: text?.summary ?? '',
		parts,
		window: whenText(notice, locale, now),
		ownerName: found.ownerName,
		entries: updates.toReversed().map((update) => ({
			id: update.id,
			when: onMoment(update.at, locale, now),
			word: entryWords(update, locale, now),
			said: said(update.texts)
		})),
		restored: notice.restoredAt && {
			said: said(notice.restoredText),
			byName: found.restoredByName
		},
		report: (['what', 'impact', 'cause', 'change'] as const).flatMap((key) => {
			const one = found.report && said(found.report[key]);
			return one ? [{ key, said: one }] : [];
		}),
		module: found.module && {
			href: `/training/${found.module.slug}`,
			title: localize(moduleTitle(found.module.titles), locale)
		},
		forCalendar: notice.startsAt !== null && notice.plannedEndAt !== null && !isOver(notice.state)
	};
}

function askedOf({ notice, own, meToo }: ReaderNotice, { locale, now }: Showing) {
	const hasBefore = Object.values(notice.texts).some(({ before }) => before !== '');
	const mayPromise = notice.state === 'announced' && hasBefore;
	const asks = own && notice.asksAcknowledgement && !isOver(notice.state);
	const asked = mayPromise ? (['will_do', 'done'] as const) : (['read'] as const);
	return {
		acknowledge:
			own && (asks || own.promise)
				? {
						asked: asks ? asked.filter((one) => one !== own.promise && own.promise !== 'done') : [],
						promise: own.promise,
						when: own.acknowledgedAt ? onMoment(own.acknowledgedAt, locale, now) : ''
					}
				: null,
		works: own?.askedAt && notice.state === 'restored' ? { answer: own.works } : null,
		meToo:
			notice.kind === 'outage' && isGoingOn(notice.state)
				? { count: meToo, said: own?.reasons.some(({ how }) => how === 'me_too') ?? false }
				: null
	};
}

async function reasonsOf(
	db: Db,
	actor: Actor,
	{ notice, own, isOfUnits }: ReaderNotice,
	locale: Locale
): Promise<string[]> {
	if (own) {
		const nameOf = await namesOfReasons(db, own.reasons);
		const why = own.reasons.flatMap(
			(reason) => reasonSentence(reason, nameOf(reason), locale) ?? []
		);
		return why.length ? [...new Set(why)] : [m.notices_why_listed()];
	}
	if (notice.isPublic) return [m.notices_why_public()];
	if (can(actor, 'notices.read')) return [m.notices_why_desk()];
	return [isOfUnits ? m.notices_why_unit() : m.notices_why_near()];
}
