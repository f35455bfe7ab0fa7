import type { Locale } from '#lib/i18n/localized.ts';
import {
	isNotificationKind,
	type NotificationKind
} from '#lib/notifications/notification-kinds.ts';
import type { WrittenWords } from '#lib/server/notifications/notification-words.ts';
import { accountTexts } from './texts/account.ts';
import { equipmentTexts } from './texts/equipment.ts';
import type { KindTexts } from './texts/kind-texts.ts';
import { leavingTexts } from './texts/leaving.ts';
import { moveTexts } from './texts/move.ts';
import { noticeTexts } from './texts/notice.ts';
import { requestTexts } from './texts/request.ts';
import { softwareCaseTexts } from './texts/software-case.ts';
import { seatTexts } from './texts/seat.ts';
import { reviewTexts } from './texts/review.ts';
import { trainingTexts } from './texts/training.ts';
import { writeOffTexts } from './texts/write-off.ts';

/** The sentence of each kind, in the bell and the letter, and the letter's subject. */
const TEXTS: KindTexts<string> = {
	...requestTexts,
	...trainingTexts,
	...noticeTexts,
	...equipmentTexts,
	...seatTexts,
	...writeOffTexts,
	...reviewTexts,
	...leavingTexts,
	...softwareCaseTexts,
	...moveTexts,
	...accountTexts
};

/** What happened, in a sentence. Empty for a kind that is gone. */
export function notificationLine(kind: string, words: WrittenWords, locale: Locale): string {
	return isNotificationKind(kind) ? TEXTS[kind].line(words, { locale }) : '';
}

/** The subject of a letter about it. */
export function notificationSubject(
	kind: NotificationKind,
	words: WrittenWords,
	locale: Locale
): string {
	return TEXTS[kind].subject(words, { locale });
}
