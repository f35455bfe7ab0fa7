import { m } from '#lib/paraglide/messages.js';
import type { Impact, NoticeKind, NoticeState } from './notice-states.ts';

/** A notice's number as people see it. */
export const noticeNumberText = (number: number) => `T-${number}`;

/** What it tells of, in the reader's language. */
export const kindWord: Record<NoticeKind, () => string> = {
	planned_work: m.notices_kind_planned_work,
	outage: m.notices_kind_outage,
	change: m.notices_kind_change,
	information: m.notices_kind_information
};

/** Where it stands. */
export const noticeStateWord: Record<NoticeState, () => string> = {
	draft: m.notices_state_draft,
	announced: m.notices_state_announced,
	in_progress: m.notices_state_in_progress,
	awaiting_confirmation: m.notices_state_awaiting_confirmation,
	restored: m.notices_state_restored,
	closed: m.notices_state_closed,
	cancelled: m.notices_state_cancelled
};

/** What becomes of an affected thing meanwhile. */
export const impactWord: Record<Impact, () => string> = {
	none: m.notices_impact_none,
	degraded: m.notices_impact_degraded,
	unavailable: m.notices_impact_unavailable
};
