import { localize, type Locale } from '#lib/i18n/localized.ts';
import {
	textFor,
	type LooseText,
	type NoticeText,
	type NoticeTexts
} from '#lib/notices/notice-text.ts';
import type { ToldKind } from '#lib/notices/update-kinds.ts';
import { onMoment, windowText } from '#lib/notices/window-text.ts';
import { m } from '#lib/paraglide/messages.js';
import { SETTINGS_PATH, type LetterContext } from '#lib/server/mail/compose-letter.ts';
import { headerText } from '#lib/server/mail/header-text.ts';
import { letterHtml, letterText, type LetterParts } from '#lib/server/mail/letter-html.ts';
import { notificationSubject } from '#lib/server/notifications/notification-texts.ts';
import { writeWords } from '#lib/server/notifications/notification-words.ts';
import type {
	NotificationKind,
	NotificationParams
} from '#lib/notifications/notification-kinds.ts';
import type { ToldNotice } from './letter-rules.ts';

/** What a letter about a notice is written from. */
export type NoticeTelling = {
	notice: ToldNotice & { texts: NoticeTexts; number: number; asksAcknowledgement: boolean };
	kind: ToldKind;
	notification: NotificationKind;
	params: NotificationParams;
	/** What somebody wrote with it. */
	note: LooseText | null;
	href: string;
};

/** Letters that say the whole of it again, for somebody who reads this one alone. */
const WHOLE: readonly ToldKind[] = [
	'announced',
	'reminded',
	'started',
	'rescheduled',
	'extended',
	'overrun',
	'partly',
	'reopened'
];
const COMING: readonly ToldKind[] = ['announced', 'reminded', 'rescheduled'];

/**
 * Writes the letter about one entry of a notice's timeline in one language, with why its readers get it. Many get the
 * same letter, so nobody is named in it. Pure.
 */
export function noticeLetter(
	telling: NoticeTelling,
	locale: Locale,
	whys: readonly string[],
	context: LetterContext
): { subject: string; body: string; html: string } {
	const { notice, kind } = telling;
	const text = textFor(notice.texts, locale)?.text;
	const organisation = localize(context.settings.organisationName, locale);
	const words = writeWords(telling.params, locale, context.now, organisation);
	const subject = headerText(notificationSubject(telling.notification, words, locale));
	const note = telling.note && textFor(telling.note, locale)?.text;
	const parts: LetterParts = {
		locale,
		subject,
		greeting: m.notice_tell_greeting({}, { locale }),
		lines: [
			text?.title ?? subject,
			...saidOf(kind, locale),
			...(WHOLE.includes(kind) && text?.summary ? paragraphs(text.summary) : [])
		],
		...(note ? { quote: note } : {}),
		facts: [
			...windowFacts(telling, locale, context.now),
			...(text && WHOLE.includes(kind) ? textFacts(text, kind, locale) : []),
			...(notice.asksAcknowledgement && COMING.includes(kind)
				? [m.notice_tell_ask_read({}, { locale })]
				: [])
		],
		act: {
			label: m.notice_tell_act({}, { locale }),
			address: `${context.origin}${telling.href}`
		},
		foot: [
			organisation,
			[m.notice_tell_because({}, { locale }), ...whys].join(' '),
			...(context.settings.itPhone
				? [m.notifications_call_it({ phone: context.settings.itPhone }, { locale })]
				: [])
		],
		settings: {
			label: m.notifications_change_settings({}, { locale }),
			address: `${context.origin}${SETTINGS_PATH}`
		}
	};
	return { subject, body: letterText(parts), html: letterHtml(parts) };
}

const paragraphs = (text: string) => text.split(/\n{2,}/).filter((part) => part.trim() !== '');

function saidOf(kind: ToldKind, locale: Locale): string[] {
	switch (kind) {
		case 'overrun':
			return [m.notice_tell_overrun_said({}, { locale })];
		case 'restored':
			return [m.notice_tell_restored_said({}, { locale })];
		case 'rolled_back':
			return [m.notice_tell_rolled_back_said({}, { locale })];
		case 'cancelled':
			return [m.notice_tell_cancelled_said({}, { locale })];
		default:
			return [];
	}
}

function windowFacts({ notice, kind }: NoticeTelling, locale: Locale, now: Date): string[] {
	if (!notice.startsAt || kind === 'report') return [];
	const { startsAt, plannedEndAt: endsAt } = notice;
	const window = windowText(notice, locale, now);
	if (kind === 'cancelled') {
		return [m.notice_tell_window_was({ window }, { locale })];
	}
	if (kind === 'restored' || kind === 'rolled_back' || kind === 'overrun') return [];
	if (notice.kind !== 'outage') {
		return [m.notice_tell_window({ window }, { locale })];
	}
	const since = onMoment(notice.startedAt ?? startsAt, locale, now);
	return [
		m.notice_tell_window_since({ window: since }, { locale }),
		endsAt
			? m.notice_tell_estimate({ until: onMoment(endsAt, locale, now) }, { locale })
			: m.notice_tell_no_estimate({}, { locale })
	];
}

function textFacts(text: NoticeText, kind: ToldKind, locale: Locale): string[] {
	const facts: string[] = [];
	if (text.cannot) facts.push(m.notice_tell_cannot({ text: text.cannot }, { locale }));
	if (text.before && COMING.includes(kind)) {
		facts.push(m.notice_tell_before({ text: text.before }, { locale }));
	}
	if (text.instead) facts.push(m.notice_tell_instead({ text: text.instead }, { locale }));
	if (text.contact) facts.push(m.notice_tell_contact({ text: text.contact }, { locale }));
	return facts;
}
