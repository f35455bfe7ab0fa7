import type { LocalizedText } from '#lib/i18n/localized.ts';
import { textFor, type LooseText, type NoticeTexts } from '#lib/notices/notice-text.ts';
import { noticeNumberText } from '#lib/notices/notice-words.ts';
import type { NotificationParams } from '#lib/notifications/notification-kinds.ts';

/** What a line under the bell says of a notice: its title, its window and what somebody wrote, in every language. */
export function wordsOfNotice(
	row: { number: number; texts: NoticeTexts; startsAt: Date | null; plannedEndAt: Date | null },
	note: LooseText | null
): NotificationParams {
	return {
		number: noticeNumberText(row.number),
		title: inAll((locale) => textFor(row.texts, locale)?.text.title),
		...(row.startsAt ? { when: row.startsAt.toISOString() } : {}),
		...(row.plannedEndAt ? { until: row.plannedEndAt.toISOString() } : {}),
		...(note ? { note: inAll((locale) => textFor(note, locale)?.text) } : {})
	};
}

const inAll = (text: (locale: 'et' | 'ru' | 'en') => string | undefined): LocalizedText => ({
	et: text('et') ?? '',
	ru: text('ru') ?? '',
	en: text('en') ?? ''
});
