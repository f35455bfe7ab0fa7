import type { Locale } from '#lib/i18n/localized.ts';
import {
	isNotificationKind,
	type NotificationKind
} from '#lib/notifications/notification-kinds.ts';
import { m } from '#lib/paraglide/messages.js';
import type { WrittenWords } from '#lib/server/notifications/notification-words.ts';

type Text = (words: WrittenWords, options: { locale: Locale }) => string;

/** The sentence of each kind, in the bell and the letter, and the letter's subject. */
const TEXTS: Record<NotificationKind, { line: Text; subject: Text }> = {
	'request.submitted': {
		line: m.notifications_line_request_submitted,
		subject: m.notifications_subject_request_submitted
	},
	'request.approval_needed': {
		line: m.notifications_line_request_approval_needed,
		subject: m.notifications_subject_request_approval_needed
	},
	'request.approval_reminder': {
		line: m.notifications_line_request_approval_reminder,
		subject: m.notifications_subject_request_approval_reminder
	},
	'request.approved': {
		line: m.notifications_line_request_approved,
		subject: m.notifications_subject_request_approved
	},
	'request.rejected': {
		line: m.notifications_line_request_rejected,
		subject: m.notifications_subject_request_rejected
	},
	'request.returned': {
		line: m.notifications_line_request_returned,
		subject: m.notifications_subject_request_returned
	},
	'request.resubmitted': {
		line: m.notifications_line_request_resubmitted,
		subject: m.notifications_subject_request_resubmitted
	},
	'request.queued': {
		line: m.notifications_line_request_queued,
		subject: m.notifications_subject_request_queued
	},
	'request.assigned': {
		line: m.notifications_line_request_assigned,
		subject: m.notifications_subject_request_assigned
	},
	'request.taken_over': {
		line: m.notifications_line_request_taken_over,
		subject: m.notifications_subject_request_taken_over
	},
	'request.task_assigned': {
		line: m.notifications_line_request_task_assigned,
		subject: m.notifications_subject_request_task_assigned
	},
	'request.handed_over': {
		line: m.notifications_line_request_handed_over,
		subject: m.notifications_subject_request_handed_over
	},
	'request.commented': {
		line: m.notifications_line_request_commented,
		subject: m.notifications_subject_request_commented
	},
	'request.mentioned': {
		line: m.notifications_line_request_mentioned,
		subject: m.notifications_subject_request_mentioned
	},
	'request.waiting_requester': {
		line: m.notifications_line_request_waiting_requester,
		subject: m.notifications_subject_request_waiting_requester
	},
	'request.waiting_vendor': {
		line: m.notifications_line_request_waiting_vendor,
		subject: m.notifications_subject_request_waiting_vendor
	},
	'request.promise_moved': {
		line: m.notifications_line_request_promise_moved,
		subject: m.notifications_subject_request_promise_moved
	},
	'request.fulfilled': {
		line: m.notifications_line_request_fulfilled,
		subject: m.notifications_subject_request_fulfilled
	},
	'request.confirm_reminder': {
		line: m.notifications_line_request_confirm_reminder,
		subject: m.notifications_subject_request_confirm_reminder
	},
	'request.confirmed': {
		line: m.notifications_line_request_confirmed,
		subject: m.notifications_subject_request_confirmed
	},
	'request.confirmed_itself': {
		line: m.notifications_line_request_confirmed_itself,
		subject: m.notifications_subject_request_confirmed_itself
	},
	'request.reopened': {
		line: m.notifications_line_request_reopened,
		subject: m.notifications_subject_request_reopened
	},
	'request.cancelled': {
		line: m.notifications_line_request_cancelled,
		subject: m.notifications_subject_request_cancelled
	},
	'request.merged': {
		line: m.notifications_line_request_merged,
		subject: m.notifications_subject_request_merged
	},
	'training.assigned': {
		line: m.notifications_line_training_assigned,
		subject: m.notifications_subject_training_assigned
	},
	'training.assigned_open': {
		line: m.notifications_line_training_assigned_open,
		subject: m.notifications_subject_training_assigned_open
	},
	'training.assigned_many': {
		line: m.notifications_line_training_assigned_many,
		subject: m.notifications_subject_training_assigned_many
	},
	'training.renewal': {
		line: m.notifications_line_training_renewal,
		subject: m.notifications_subject_training_renewal
	},
	'training.new_cycle': {
		line: m.notifications_line_training_new_cycle,
		subject: m.notifications_subject_training_new_cycle
	},
	'training.changed': {
		line: m.notifications_line_training_changed,
		subject: m.notifications_subject_training_changed
	},
	'training.due_soon': {
		line: m.notifications_line_training_due_soon,
		subject: m.notifications_subject_training_due_soon
	},
	'training.overdue': {
		line: m.notifications_line_training_overdue,
		subject: m.notifications_subject_training_overdue
	},
	'training.due_many': {
		line: m.notifications_line_training_due_many,
		subject: m.notifications_subject_training_due_many
	},
	'training.team_overdue': {
		line: m.notifications_line_training_team_overdue,
		subject: m.notifications_subject_training_team_overdue
	},
	'training.revoked': {
		line: m.notifications_line_training_revoked,
		subject: m.notifications_subject_training_revoked
	},
	'training.review_asked': {
		line: m.notifications_line_training_review_asked,
		subject: m.notifications_subject_training_review_asked
	},
	'training.review_approved': {
		line: m.notifications_line_training_review_approved,
		subject: m.notifications_subject_training_review_approved
	},
	'training.review_returned': {
		line: m.notifications_line_training_review_returned,
		subject: m.notifications_subject_training_review_returned
	},
	'course.seat_given': {
		line: m.notifications_line_course_seat_given,
		subject: m.notifications_subject_course_seat_given
	},
	'course.waiting': {
		line: m.notifications_line_course_waiting,
		subject: m.notifications_subject_course_waiting
	},
	'course.seat_offered': {
		line: m.notifications_line_course_seat_offered,
		subject: m.notifications_subject_course_seat_offered
	},
	'course.offer_lapsed': {
		line: m.notifications_line_course_offer_lapsed,
		subject: m.notifications_subject_course_offer_lapsed
	},
	'course.given_up': {
		line: m.notifications_line_course_given_up,
		subject: m.notifications_subject_course_given_up
	},
	'course.changed': {
		line: m.notifications_line_course_changed,
		subject: m.notifications_subject_course_changed
	},
	'course.cancelled': {
		line: m.notifications_line_course_cancelled,
		subject: m.notifications_subject_course_cancelled
	},
	'course.reminder': {
		line: m.notifications_line_course_reminder,
		subject: m.notifications_subject_course_reminder
	},
	'course.feedback': {
		line: m.notifications_line_course_feedback,
		subject: m.notifications_subject_course_feedback
	},
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
	},
	'deputy.named': {
		line: m.notifications_line_deputy_named,
		subject: m.notifications_subject_deputy_named
	},
	'auth.invitation': {
		line: m.notifications_line_auth_invitation,
		subject: m.notifications_subject_auth_invitation
	},
	'auth.reset': {
		line: m.notifications_line_auth_reset,
		subject: m.notifications_subject_auth_reset
	},
	'auth.new_sign_in': {
		line: m.notifications_line_auth_new_sign_in,
		subject: m.notifications_subject_auth_new_sign_in
	},
	'auth.password_changed': {
		line: m.notifications_line_auth_password_changed,
		subject: m.notifications_subject_auth_password_changed
	},
	'auth.second_factor_on': {
		line: m.notifications_line_auth_second_factor_on,
		subject: m.notifications_subject_auth_second_factor_on
	},
	'auth.second_factor_off': {
		line: m.notifications_line_auth_second_factor_off,
		subject: m.notifications_subject_auth_second_factor_off
	},
	'auth.recovery_code_used': {
		line: m.notifications_line_auth_recovery_code_used,
		subject: m.notifications_subject_auth_recovery_code_used
	}
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
