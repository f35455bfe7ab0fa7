import { formatTime, formatWhen } from '#lib/format/dates.ts';
import type { Locale } from '#lib/i18n/localized.ts';
import { m } from '#lib/paraglide/messages.js';
import type { TrailStep } from '#lib/ui/Trail.svelte';
import { isGoingOn, type NoticeKind, type NoticeState } from '../notice-states.ts';

/** The moments of a notice that its stages are made of. */
type NoticeMoments = {
	kind: NoticeKind;
	state: NoticeState;
	createdAt: Date;
	announcedAt: Date | null;
	startsAt: Date | null;
	plannedEndAt: Date | null;
	startedAt: Date | null;
	restoredAt: Date | null;
	cancelledAt: Date | null;
	closedAt: Date | null;
	rolledBack: boolean;
};

/** The stages of a notice: what was done, what is now, what comes. Information has no start and no end. */
export function noticeTrail(notice: NoticeMoments, locale: Locale, now: Date): TrailStep[] {
	const when = (moment: Date | null) => (moment ? formatWhen(moment, locale, now, true) : '');
	const did = (what: string, moment: Date | null): TrailStep => ({
		state: 'did',
		what,
		when: when(moment)
	});
	const written = did(m.notice_desk_stage_written(), notice.createdAt);
	const told = did(m.notice_desk_stage_told(), notice.announcedAt);
	const { state } = notice;
	if (state === 'draft')
		return [
			written,
			{ state: 'now', what: m.notice_desk_stage_to_tell(), when: m.notice_desk_stage_not_yet() },
			...(notice.kind === 'information' ? [] : [coming(notice, when), works(notice, when)])
		];
	if (state === 'cancelled')
		return [written, told, did(m.notice_desk_stage_cancelled(), notice.cancelledAt)];
	if (notice.kind === 'information') {
		const last: TrailStep =
			state === 'closed'
				? did(m.notice_desk_stage_closed(), notice.closedAt)
				: { state: 'now', what: m.notice_desk_stage_holds(), when: when(notice.announcedAt) };
		return [written, told, last];
	}
	if (state === 'announced')
		return [written, told, { ...coming(notice, when), state: 'now' }, works(notice, when)];
	const began = did(m.notice_desk_stage_began(), notice.startedAt);
	if (isGoingOn(state)) return [written, told, began, present(notice, when), works(notice, when)];
	const over = notice.rolledBack ? m.notice_desk_stage_rolled_back() : m.notice_desk_stage_works();
	const ends = [did(over, notice.restoredAt)];
	if (state === 'closed') ends.push(did(m.notice_desk_stage_closed(), notice.closedAt));
	return [written, told, ...(notice.startedAt ? [began] : []), ...ends];
}

type When = (moment: Date | null) => string;

const coming = (notice: NoticeMoments, when: When): TrailStep => ({
	state: 'next',
	what: m.notice_desk_stage_begins(),
	when: when(notice.startsAt) || m.notice_desk_stage_not_known()
});

const present = (notice: NoticeMoments, when: When): TrailStep => {
	const waits = notice.state === 'awaiting_confirmation';
	return {
		state: 'now',
		what: waits ? m.notice_desk_stage_check() : m.notice_desk_stage_going_on(),
		when: m.notice_desk_since({ when: when(waits ? notice.plannedEndAt : notice.startedAt) })
	};
};

const works = (notice: NoticeMoments, when: When): TrailStep => ({
	state: 'next',
	what: m.notice_desk_stage_works(),
	when: notice.plannedEndAt
		? m.notice_desk_promised({ when: when(notice.plannedEndAt) })
		: m.notice_desk_stage_not_known()
});

/** How late it is, and when people hear of that by themselves; null while it is not. */
export function overTime(
	notice: Pick<NoticeMoments, 'state' | 'plannedEndAt'> & { overrunToldAt: Date | null },
	locale: Locale,
	now: Date
): { minutes: number; clock: string; toldAt: string | null } | null {
	const { plannedEndAt } = notice;
	if (!isGoingOn(notice.state) || !plannedEndAt || plannedEndAt > now) return null;
	const toldAt = new Date(plannedEndAt.getTime() + OVERRUN_TOLD_AFTER * 60_000);
	return {
		minutes: Math.floor((now.getTime() - plannedEndAt.getTime()) / 60_000),
		clock: formatTime(now, locale),
		toldAt: notice.overrunToldAt ? null : formatTime(toldAt, locale)
	};
}

/** Minutes after the planned end at which readers are told that it runs over: the owner has had time to say better. */
export const OVERRUN_TOLD_AFTER = 15;
