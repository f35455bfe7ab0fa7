import { localize, type Locale, type LocalizedText } from '#lib/i18n/localized.ts';
import { m } from '#lib/paraglide/messages.js';
import type { StateKind } from '#lib/ui/state-looks.ts';
import type { ReaderReason } from '../notice-text.ts';
import type { ToldKind } from '../update-kinds.ts';
import type { AfterMark } from './ledger-shape.ts';
import type { ReaderReach } from './reader-reach.ts';

/** How far it came with a reader. */
export const reachWord: Record<ReaderReach, () => string> = {
	read: m.notice_audience_reach_read,
	arrived: m.notice_audience_reach_arrived,
	no_mailbox: m.notice_audience_reach_no_mailbox,
	came_back: m.notice_audience_reach_came_back,
	on_the_way: m.notice_audience_reach_on_the_way,
	portal_only: m.notice_audience_reach_portal_only
};

/** The same by icon and colour. */
export const reachLook: Record<ReaderReach, StateKind> = {
	read: 'done',
	arrived: 'done',
	no_mailbox: 'problem',
	came_back: 'problem',
	on_the_way: 'waiting',
	portal_only: 'new'
};

/** When somebody came into the ledger. */
export const waveWord = {
	announced: m.notice_audience_wave_announced,
	joined: m.notice_audience_wave_joined,
	included: m.notice_audience_wave_included,
	me_too: m.notice_audience_wave_me_too
};

/** Whether they heard that it is over. */
export const afterWord: Record<AfterMark, () => string> = {
	told: m.notice_audience_after_told,
	missed: m.notice_audience_after_missed,
	not_yet: m.notice_audience_after_not_yet
};

/** What a reader said. */
export const answerWord = {
	acknowledged: m.notice_audience_answer_acknowledged,
	works: m.notice_audience_answer_works,
	works_not: m.notice_audience_answer_works_not
};

/** What somebody was told, in a word or two. */
export const toldWord: Record<ToldKind, () => string> = {
	announced: m.notice_audience_told_announced,
	reminded: m.notice_audience_told_reminded,
	started: m.notice_audience_told_started,
	news: m.notice_audience_told_news,
	rescheduled: m.notice_audience_told_rescheduled,
	extended: m.notice_audience_told_extended,
	overrun: m.notice_audience_told_overrun,
	partly: m.notice_audience_told_partly,
	restored: m.notice_audience_told_restored,
	rolled_back: m.notice_audience_told_rolled_back,
	reopened: m.notice_audience_told_reopened,
	cancelled: m.notice_audience_told_cancelled,
	report: m.notice_audience_told_report
};

/** Where a letter is; `portal` where there was none. */
export const channelWord = {
	portal: m.notice_audience_state_portal,
	waiting: m.notice_audience_state_waiting,
	sending: m.notice_audience_state_waiting,
	digest: m.notice_audience_state_digest,
	gathered: m.notice_audience_state_digest,
	sent: m.notice_audience_state_sent,
	failed: m.notice_audience_state_failed,
	kept: m.notice_audience_state_kept,
	withdrawn: m.notice_audience_state_withdrawn
};

/** What a reader promised when they had read it. */
export const promiseWord = {
	read: m.notice_audience_promise_read,
	will_do: m.notice_audience_promise_will_do,
	done: m.notice_audience_promise_done
};

const named = (name: LocalizedText | string | undefined, locale: Locale) =>
	name === undefined ? '' : typeof name === 'string' ? name : localize(name, locale);

/** Why somebody is a reader, as the desk reads it; `thing` is the name of what the reason is about. */
export function whyWords(
	reason: ReaderReason,
	thing: LocalizedText | string | undefined,
	locale: Locale
): string {
	const name = named(thing, locale);
	const via = named(reason.via, locale);
	switch (reason.how) {
		case 'right':
			return via
				? m.notice_audience_why_right({ name, via })
				: m.notice_audience_why_role({ name });
		case 'depends':
			return m.notice_audience_why_depends({ name, via });
		case 'seat':
			return m.notice_audience_why_seat({ name });
		case 'holds':
			return m.notice_audience_why_holds({ name });
		case 'served':
			return m.notice_audience_why_served({ name, via });
		case 'place':
			return m.notice_audience_why_place({ name });
		case 'unit':
			return m.notice_audience_why_unit({ name });
		case 'person':
			return m.notice_audience_why_person();
		case 'included':
			return m.notice_audience_why_included({ via });
		case 'me_too':
			return m.notice_audience_why_me_too();
	}
}
