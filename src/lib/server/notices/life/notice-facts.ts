import { textFor, type NoticeTexts } from '#lib/notices/notice-text.ts';
import { noticeNumberText } from '#lib/notices/notice-words.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';

/** A notice's title in every language, the nearest one where a translation is missing. */
export function titleIn(texts: NoticeTexts): LocalizedText {
	const title = (locale: 'et' | 'ru' | 'en') => textFor(texts, locale)?.text.title ?? '';
	return { et: title('et'), ru: title('ru'), en: title('en') };
}

/** What messages to people of the desk say of a notice, and where they lead. */
export function deskSubject(notice: { id: string; number: number; texts: NoticeTexts }) {
	return {
		subject: { noun: 'notice', id: notice.id, href: `/admin/notices/${notice.number}` },
		params: { number: noticeNumberText(notice.number), title: titleIn(notice.texts) }
	};
}
