import { and, eq, inArray } from 'drizzle-orm';
import type { Locale } from '#lib/i18n/localized.ts';
import { withLocale } from '#lib/i18n/server-locale.ts';
import type { NoticeBrief } from '#lib/notices/reader/notice-brief.ts';
import type { PresentReaders } from '#lib/server/live/live-hub.ts';
import { isBefore, isOfNow, noticeBrief } from '../reading/concerns-now.ts';
import { currentNotices } from '../reading/current-notices.ts';
import { noticeReader } from './tables.ts';

/** Whom a notice concerns among people who have a page open, and what its banner says to them. */
export const presentReaders: PresentReaders = async (db, noticeId, personIds) => {
	const [{ notices }, readers] = await Promise.all([
		currentNotices(db),
		db
			.select({ personId: noticeReader.personId, dismissedAt: noticeReader.dismissedAt })
			.from(noticeReader)
			.where(
				and(eq(noticeReader.noticeId, noticeId), inArray(noticeReader.personId, [...personIds]))
			)
	]);
	const now = new Date();
	const notice = notices.find((one) => one.id === noticeId && isOfNow(one, now));
	const own = new Map(readers.map((reader) => [reader.personId, reader]));
	const written = new Map<Locale, NoticeBrief>();
	return {
		readers: new Set(own.keys()),
		bannerFor: (personId, locale) => {
			if (!notice || !isBefore(notice, own.get(personId))) return null;
			const known = written.get(locale);
			if (known) return known;
			const brief = withLocale(locale, () => noticeBrief(notice, locale, now));
			written.set(locale, brief);
			return brief;
		}
	};
};
