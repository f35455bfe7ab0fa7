import type { Locale } from '#lib/i18n/localized.ts';
import { m } from '#lib/paraglide/messages.js';
import type { IconName } from '#lib/ui/icon-names.ts';
import type { StateKind } from '#lib/ui/state-looks.ts';
import { isGoingOn, type Impact, type NoticeKind, type NoticeState } from '../notice-states.ts';
import { kindWord } from '../notice-words.ts';
import { onMoment, whenText } from './when-text.ts';

/** What its looks depend on. */
export type NoticeStanding = {
	kind: NoticeKind;
	state: NoticeState;
	impact: Impact;
	startsAt: Date | null;
	plannedEndAt: Date | null;
	announcedAt: Date | null;
	startedAt: Date | null;
	restoredAt: Date | null;
	cancelledAt: Date | null;
	rolledBack: boolean;
};

/** How a notice stands, for those whom it concerns: sign, word and time, in their language. */
export type NoticeLooks = { kind: StateKind; icon: IconName; word: string; when: string };

const goingOnWord: Record<NoticeKind, () => string> = {
	planned_work: m.notices_now_planned_work,
	outage: m.notices_now_outage,
	change: m.notices_now_change,
	information: m.notices_kind_information
};

/** The looks of a notice now. */
export function noticeLooks(notice: NoticeStanding, locale: Locale, now: Date): NoticeLooks {
	if (isGoingOn(notice.state)) return goingOn(notice, locale, now);
	if (notice.state === 'cancelled') {
		const when = whenText(notice, locale, now);
		return { kind: 'new', icon: 'circle-x', word: m.notices_state_cancelled(), when };
	}
	if (notice.restoredAt) {
		return {
			kind: 'done',
			icon: notice.rolledBack ? 'undo-2' : 'circle-check',
			word: notice.rolledBack ? m.notices_rolled_back() : m.notices_works_again(),
			when: onMoment(notice.restoredAt, locale, now)
		};
	}
	const told = notice.announcedAt
		? m.notices_told({ when: onMoment(notice.announcedAt, locale, now) })
		: '';
	return {
		kind: notice.state === 'closed' ? 'done' : 'info',
		icon: notice.kind === 'information' ? 'info' : 'calendar-clock',
		word: kindWord[notice.kind](),
		when: whenText(notice, locale, now) || told
	};
}

function goingOn(notice: NoticeStanding, locale: Locale, now: Date): NoticeLooks {
	const began = notice.startedAt
		? m.notices_began({ when: onMoment(notice.startedAt, locale, now) })
		: '';
	const end = notice.plannedEndAt && onMoment(notice.plannedEndAt, locale, now);
	const late = notice.state === 'awaiting_confirmation';
	const until = end ? (late ? m.notices_should_have({ end }) : m.notices_should({ end })) : '';
	const grave = notice.kind === 'outage' || notice.impact === 'unavailable';
	return {
		kind: grave ? 'problem' : 'info',
		icon: grave ? 'octagon-alert' : 'calendar-clock',
		word: late ? m.notices_now_late() : goingOnWord[notice.kind](),
		when: [began, until].filter(Boolean).join(', ')
	};
}
