import type { NotificationKind } from '#lib/notifications/notification-kinds.ts';
import { moduleTitle } from '#lib/training/module-title.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { notify } from '#lib/server/notifications/notify.ts';
import { sessionCalendar } from './session-calendar.ts';
import type { LockedSession } from './session-record.ts';
import { placeOf } from './session-words.ts';

type CourseKind = Extract<NotificationKind, `course.${string}`>;

export type CourseNews = {
	kind: CourseKind;
	recipients: readonly string[];
	at: Date;
	/** Puts the session into the readers' calendars, moves it there or takes it out. */
	calendar?: 'REQUEST' | 'CANCEL';
	until?: Date;
	note?: string;
};

/** Tells people about a session in the transaction of what happened; a calendar entry goes with the letter. */
export async function tellCourse(tx: Tx, session: LockedSession, news: CourseNews): Promise<void> {
	const { calendar } = news;
	await notify(tx, {
		kind: news.kind,
		recipients: news.recipients,
		subject: {
			noun: 'course_session',
			id: session.id,
			href: `/training/courses/${session.id}`
		},
		params: {
			title: moduleTitle(session.titles),
			when: session.startsAt.toISOString(),
			place: placeOf(session),
			...(news.until ? { until: news.until.toISOString() } : {}),
			...(news.note ? { note: news.note } : {})
		},
		...(calendar
			? { calendar: (reader) => sessionCalendar(session, reader, calendar, news.at) }
			: {}),
		at: news.at
	});
}
