import {
	ICalCalendar,
	ICalCalendarMethod,
	ICalEventStatus,
	ICalEventTransparency
} from 'ical-generator';
import type { Locale } from '#lib/i18n/localized.ts';
import { textFor, type NoticeTexts } from '#lib/notices/notice-text.ts';
import { noticeNumberText } from '#lib/notices/notice-words.ts';
import { config } from '#lib/server/config.ts';

/** What a calendar entry says of a notice. */
export type CalendarNotice = {
	id: string;
	number: number;
	texts: NoticeTexts;
	sequence: number;
	startsAt: Date;
	endsAt: Date;
	cancelled: boolean;
	/** When this state of it was written. */
	stamp: Date;
};

/** The same for ever: what calendars know a notice by. */
export const noticeUid = (noticeId: string, origin: string) =>
	`notice-${noticeId}@${new URL(origin).hostname}`;

/**
 * Notices as a calendar in one language (RFC 5545): in a letter with the method REQUEST or CANCEL (RFC 5546), in a feed
 * or a file without one. Every copy of a notice has the same UID and the notice's sequence, so that a calendar moves
 * or removes the entry it has. Times are in UTC: no client can misread them on the night the clocks change.
 */
export function noticeCalendar(
	notices: readonly CalendarNotice[],
	locale: Locale,
	options: { method?: 'REQUEST' | 'CANCEL'; name?: string } = {}
): string {
	const { origin, mailFrom } = config();
	const calendar = new ICalCalendar({
		prodId: { company: 'Abilaud', product: 'Abilaud', language: locale.toUpperCase() },
		...(options.name ? { name: options.name } : {}),
		...(options.method ? { method: ICalCalendarMethod[options.method] } : {})
	});
	for (const notice of notices) {
		const address = `${origin}/notices/${notice.number}`;
		const text = textFor(notice.texts, locale)?.text;
		calendar.createEvent({
			id: noticeUid(notice.id, origin),
			sequence: notice.sequence,
			stamp: notice.stamp,
			start: notice.startsAt,
			end: notice.endsAt,
			summary: text?.title ?? noticeNumberText(notice.number),
			description: [text?.summary, text?.before, text?.instead, address]
				.filter(Boolean)
				.join('\n\n'),
			url: address,
			status: notice.cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
			// It says when something is off, not that the reader is busy.
			transparency: ICalEventTransparency.TRANSPARENT,
			organizer: { name: 'Abilaud', email: bareAddress(mailFrom) }
		});
	}
	return calendar.toString();
}

const bareAddress = (from: string) => /<([^>]+)>/.exec(from)?.[1] ?? from;
