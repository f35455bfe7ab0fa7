import type { Impact, NoticeKind } from '#lib/notices/notice-states.ts';
import { URGENT_KINDS, type ToldKind } from '#lib/notices/update-kinds.ts';
import type { MailChoice, NotificationKind } from '#lib/notifications/notification-kinds.ts';

/** What is known of a notice when people are told of it. */
export type ToldNotice = {
	kind: NoticeKind;
	impact: Impact;
	startsAt: Date | null;
	plannedEndAt: Date | null;
	startedAt: Date | null;
};

/** Nothing stops working: it can wait for the morning. */
export const isLow = (notice: Pick<ToldNotice, 'kind' | 'impact'>) =>
	notice.kind === 'information' || notice.impact === 'none';

/**
 * How a reader hears of it by letter: at once, with the morning's summary, or not at all. Somebody who chose the summary
 * hears at once of what is happening now, and of what begins before the next summary comes.
 */
export function letterRoute(
	choice: MailChoice,
	kind: ToldKind,
	notice: Pick<ToldNotice, 'kind' | 'impact' | 'startsAt'>,
	nextDigestAt: Date
): MailChoice {
	if (choice === 'never') return 'never';
	const low = isLow(notice);
	if (!low && URGENT_KINDS.includes(kind)) return 'now';
	if (!low && kind === 'announced' && notice.kind === 'outage') return 'now';
	const comesTooLate = notice.startsAt !== null && notice.startsAt <= nextDigestAt;
	const saysBefore = ['announced', 'reminded', 'rescheduled', 'cancelled', 'news'].includes(kind);
	if (saysBefore && comesTooLate && !(low && kind === 'news')) return 'now';
	return low || choice === 'digest' ? 'digest' : 'now';
}

/** The event as the bell and the letter name it: an announcement reads otherwise for an outage and for a window. */
export function notificationKindOf(kind: ToldKind, notice: ToldNotice): NotificationKind {
	if (kind === 'announced') {
		if (notice.kind === 'outage') return 'notice.outage';
		return notice.startsAt ? 'notice.planned' : 'notice.announced';
	}
	if ((kind === 'reminded' || kind === 'rescheduled') && !notice.startsAt) return 'notice.news';
	if (kind === 'extended' && !notice.plannedEndAt) return 'notice.news';
	return `notice.${kind}`;
}

/** What a letter does to the reader's calendar: the entry is put or moved, taken out, or left as it is. */
export function calendarAct(kind: ToldKind, notice: ToldNotice): 'REQUEST' | 'CANCEL' | null {
	if (!notice.startsAt || notice.kind === 'information') return null;
	if (kind === 'cancelled') return 'CANCEL';
	// Restored before it began: it does not happen any more.
	if ((kind === 'restored' || kind === 'rolled_back') && !notice.startedAt) return 'CANCEL';
	if (!notice.plannedEndAt || notice.kind === 'outage') return null;
	return ['announced', 'rescheduled', 'extended'].includes(kind) ? 'REQUEST' : null;
}
