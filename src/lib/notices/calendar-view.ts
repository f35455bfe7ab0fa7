import type { Impact, NoticeKind, NoticeState } from './notice-states.ts';
import type { NoticeTexts } from './notice-text.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';

/** How the calendar is looked at. */
export const CALENDAR_VIEWS = ['month', 'week', 'list'] as const;
export type CalendarView = (typeof CALENDAR_VIEWS)[number];

/** Another notice that touches the same at the same time: the same thing, what depends on both, or a place. */
export type CalendarClash = { number: number; why: 'same' | 'depends' | 'place' };

/** Something in the calendar. An end that nobody knows is null. */
export type CalendarEntry = { startsAt: Date; endsAt: Date | null } & (
	| {
			kind: 'notice';
			number: number;
			texts: NoticeTexts;
			noticeKind: NoticeKind;
			state: NoticeState;
			impact: Impact;
			clashes: CalendarClash[];
			/** Within somebody's working hours at the offices. */
			atWork: boolean;
			/** Freezes it runs into, and whether an exception is named for it. */
			freezes: { name: LocalizedText; exception: boolean }[];
	  }
	| { kind: 'freeze'; id: string; name: LocalizedText; reason: string }
	| { kind: 'town'; title: string; calendar: string }
);

/** One day of the calendar; `entries` are places in the list of entries, the whole-day ones first. */
export type CalendarDay = {
	day: string;
	off: 'holiday' | 'weekend' | null;
	/** An eve on which work ends three hours earlier. */
	shortened: boolean;
	entries: number[];
};
