import { m } from '#lib/paraglide/messages.js';
import type { KindTexts } from './kind-texts.ts';

/** What is said of notices. */
export const noticeTexts: KindTexts<'notice'> = {
	'notice.announced': {
		line: m.notice_tell_line_announced,
		subject: m.notice_tell_line_announced
	},
	'notice.planned': {
		line: m.notice_tell_line_planned,
		subject: m.notice_tell_line_planned
	},
	'notice.outage': {
		line: m.notice_tell_line_outage,
		subject: m.notice_tell_line_outage
	},
	'notice.reminded': {
		line: m.notice_tell_line_reminded,
		subject: m.notice_tell_line_reminded
	},
	'notice.started': {
		line: m.notice_tell_line_started,
		subject: m.notice_tell_line_started
	},
	'notice.news': {
		line: m.notice_tell_line_news,
		subject: m.notice_tell_line_news
	},
	'notice.rescheduled': {
		line: m.notice_tell_line_rescheduled,
		subject: m.notice_tell_line_rescheduled
	},
	'notice.extended': {
		line: m.notice_tell_line_extended,
		subject: m.notice_tell_line_extended
	},
	'notice.overrun': {
		line: m.notice_tell_line_overrun,
		subject: m.notice_tell_line_overrun
	},
	'notice.partly': {
		line: m.notice_tell_line_partly,
		subject: m.notice_tell_line_partly
	},
	'notice.restored': {
		line: m.notice_tell_line_restored,
		subject: m.notice_tell_line_restored
	},
	'notice.rolled_back': {
		line: m.notice_tell_line_rolled_back,
		subject: m.notice_tell_line_rolled_back
	},
	'notice.reopened': {
		line: m.notice_tell_line_reopened,
		subject: m.notice_tell_line_reopened
	},
	'notice.cancelled': {
		line: m.notice_tell_line_cancelled,
		subject: m.notice_tell_line_cancelled
	},
	'notice.report': {
		line: m.notice_tell_line_report,
		subject: m.notice_tell_line_report
	},
	'notice.asked': {
		line: m.notice_tell_line_asked,
		subject: m.notice_tell_line_asked
	},
	'notice.nudged': {
		line: m.notice_tell_line_nudged,
		subject: m.notice_tell_line_nudged
	},
	'notice.escalated': {
		line: m.notice_tell_line_escalated,
		subject: m.notice_tell_line_escalated
	},
	'notice.not_told_after': {
		line: m.notice_tell_line_not_told_after,
		subject: m.notice_tell_line_not_told_after
	},
	'notice.not_working': {
		line: m.notice_tell_line_not_working,
		subject: m.notice_tell_line_not_working
	},
	'notice.outage_proposed': {
		line: m.notice_tell_line_outage_proposed,
		subject: m.notice_tell_line_outage_proposed
	}
};
