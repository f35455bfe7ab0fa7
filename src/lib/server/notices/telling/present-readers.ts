import { and, eq, inArray } from 'drizzle-orm';
import { textFor } from '#lib/notices/notice-text.ts';
import { noticeNumberText } from '#lib/notices/notice-words.ts';
import { notFound } from '#lib/errors.ts';
import type { PresentReaders } from '#lib/server/live/live-hub.ts';
import { notice } from '../tables.ts';
import { noticeReader } from './tables.ts';

/** Whom a notice concerns among people who have a page open, and what its banner says to them. */
export const presentReaders: PresentReaders = async (db, noticeId, personIds) => {
	const [found, readers] = await Promise.all([
		db
			.select({
				number: notice.number,
				kind: notice.kind,
				state: notice.state,
				impact: notice.impact,
				texts: notice.texts,
				startsAt: notice.startsAt,
				plannedEndAt: notice.plannedEndAt
			})
			.from(notice)
			.where(eq(notice.id, noticeId)),
		db
			.select({ personId: noticeReader.personId })
			.from(noticeReader)
			.where(
				and(eq(noticeReader.noticeId, noticeId), inArray(noticeReader.personId, [...personIds]))
			)
	]);
	const [row] = found;
	if (!row) throw notFound();
	return {
		readers: new Set(readers.map(({ personId }) => personId)),
		bannerIn: (locale) => ({
			noticeKind: row.kind,
			state: row.state,
			impact: row.impact,
			title: textFor(row.texts, locale)?.text.title ?? noticeNumberText(row.number),
			startsAt: row.startsAt?.toISOString() ?? null,
			plannedEndAt: row.plannedEndAt?.toISOString() ?? null
		})
	};
};
