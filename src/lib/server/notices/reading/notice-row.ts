import type { Locale } from '#lib/i18n/localized.ts';
import { textFor } from '#lib/notices/notice-text.ts';
import { noticeLooks } from '#lib/notices/reader/notice-looks.ts';
import type { NoticeRowView } from '#lib/notices/reader/notice-brief.ts';
import type { MyNoticeRow } from './my-notices.ts';

/** Makes rows of a person's page of notices: ready, in their language. */
export function noticeRow(locale: Locale, now: Date): (row: MyNoticeRow) => NoticeRowView {
	return (row) => {
		const found = textFor(row.texts, locale);
		return {
			...noticeLooks(row, locale, now),
			number: row.number,
			title: found?.text.title ?? '',
			from: found?.from ?? null,
			text: found?.text.summary ?? '',
			isNew: row.people === null && row.seenAt === null,
			promise: row.promise,
			people: row.people
		};
	};
}
