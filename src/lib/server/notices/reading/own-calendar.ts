import { notFound } from '#lib/errors.ts';
import type { Locale } from '#lib/i18n/localized.ts';
import type { Actor } from '#lib/people/actor.ts';
import type { Db } from '#lib/server/db/client.ts';
import { noticeCalendar } from '../telling/notice-calendar.ts';
import { readNotice } from './read-notice.ts';

/**
 * A notice as a calendar of one entry in the reader's language; the UID is that of its letters and feeds, so that a
 * calendar which has it already moves it. For those who may read it. Throws NotFound, also where there is no window.
 */
export async function ownCalendar(
	db: Db,
	actor: Actor,
	number: number,
	{ locale, now }: { locale: Locale; now: Date }
): Promise<string> {
	const { notice } = await readNotice(db, actor, number, now);
	const { startsAt, plannedEndAt, id, texts, sequence, state, updatedAt } = notice;
	if (!startsAt || !plannedEndAt) throw notFound();
	return noticeCalendar(
		[
			{
				id,
				number,
				texts,
				sequence,
				startsAt,
				endsAt: plannedEndAt,
				cancelled: state === 'cancelled',
				stamp: updatedAt
			}
		],
		locale
	);
}
