import { formatDay, formatTime, formatWhen } from '$lib/format/dates.ts';
import { isoDay } from '$lib/format/moments.ts';
import { locales, localize, type Locale } from '$lib/i18n/localized.ts';
import { m } from '$lib/paraglide/messages.js';
import { requestHref, formatNumber } from '$lib/requests/request-number.ts';
import type { DeskNotice } from '$lib/server/notices/life/desk-notice.ts';
import { howWord } from '$lib/notices/how-words.ts';
import { IMPACTS, mayAct, NOTICE_ACTS, type NoticeAct } from '$lib/notices/notice-states.ts';
import { textFor } from '$lib/notices/notice-text.ts';
import { kindWord, noticeNumberText } from '$lib/notices/notice-words.ts';
import { textStandings } from '$lib/notices/text-gaps.ts';
import { windowText } from '$lib/notices/window-text.ts';
import { entryLine, isProblemEntry } from '$lib/notices/desk/entry-line.ts';
import { noticeTrail, overTime } from '$lib/notices/desk/notice-trail.ts';

/** A notice as its page at the desk shows it: every date and sentence in the reader's language. */
export function deskView(notice: DeskNotice, locale: Locale, now: Date) {
	const { number, kind, state, revision, texts, coverage, concerned, checks, report } = notice;
	const title = textFor(texts, locale)?.text.title || m.notice_desk_untitled();
	const standings = textStandings(texts);
	const window = capitalized(windowText(notice, locale, now));
	return {
		number,
		numberText: noticeNumberText(number),
		kind,
		state,
		revision,
		title,
		kindText: kindWord[kind](),
		window,
		owner: notice.ownerName,
		trail: noticeTrail(notice, locale, now),
		over: overTime(notice, locale, now),
		may: mayList(notice),
		checks: checks.map(({ id, text, by, doneAt }) => ({
			id,
			text,
			done: doneAt !== null,
			by: doneAt ? `${by ?? ''}, ${formatTime(doneAt, locale)}` : ''
		})),
		touched: IMPACTS.toReversed().map((impact) => ({
			impact,
			things: notice.affected.filter((thing) => thing.impact === impact)
		})),
		concerned: {
			...concerned,
			groups: concerned.groups.map(({ name, how, count }) => ({ name, why: howWord[how](), count }))
		},
		texts: locales.map((language) => ({
			language,
			text: texts[language] ?? null,
			standing: standings[language]
		})),
		coverage,
		entries: notice.entries.map((entry) => ({
			id: entry.id,
			when: whenOf(entry.at, locale, now),
			at: entry.at,
			line: entryLine(entry, locale, now),
			by: entry.by,
			told: entry.told,
			problem: isProblemEntry(entry)
		})),
		requests: notice.requests.map((one) => ({
			...one,
			text: formatNumber(one.number),
			href: requestHref(one.number)
		})),
		/** What restoring may say as it stands; here, because a browser knows one language only. */
		ready: { et: readyIn('et'), ru: readyIn('ru'), en: readyIn('en') },
		report: report?.what ? report : null,
		lateReason: notice.lateReason,
		before: notice.preview && beforeAnnouncing(notice, notice.preview, locale, now),
		today: formatDay(now, locale, 'plain', now)
	};
}
export type DeskView = ReturnType<typeof deskView>;

const readyIn = (locale: Locale) => m.notice_desk_ready_restored({}, { locale });

/** It begins a sentence and a line of its own. */
const capitalized = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** What can be done with it as it stands. */
function mayList(notice: DeskNotice): Record<NoticeAct, boolean> {
	const acts = Object.keys(NOTICE_ACTS) as NoticeAct[];
	return Object.fromEntries(acts.map((act) => [act, mayAct(act, notice)])) as Record<
		NoticeAct,
		boolean
	>;
}

const whenOf = (at: string, locale: Locale, now: Date) =>
	isoDay(at) === isoDay(now) ? formatTime(at, locale) : formatWhen(at, locale, now);

/** What announcing asks about: late, within freezes, beside others, without training. */
function beforeAnnouncing(
	notice: DeskNotice,
	preview: NonNullable<DeskNotice['preview']>,
	locale: Locale,
	now: Date
) {
	const { lead, freezes, conflicts } = preview;
	const software = notice.affected.some((thing) => thing.kind === 'software');
	const clash = (thing: (typeof conflicts)[number]['thing']) =>
		typeof thing === 'string' ? thing : localize(thing, locale);
	return {
		late:
			lead.inTime === false && lead.latestAt
				? m.notice_desk_late({ latest: formatWhen(lead.latestAt, locale, now, true) })
				: null,
		freezes: freezes
			.filter((freeze) => freeze.exception === null)
			.map((freeze) => ({ id: freeze.id, name: localize(freeze.name, locale) })),
		conflicts: conflicts.map((other) => ({
			number: other.number,
			text: m.notice_desk_clash({
				number: noticeNumberText(other.number),
				thing: clash(other.thing)
			})
		})),
		wantsModule: notice.kind === 'change' && software && !notice.moduleKey && !notice.noModuleReason
	};
}
