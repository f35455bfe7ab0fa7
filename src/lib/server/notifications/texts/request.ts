import { m } from '#lib/paraglide/messages.js';
import type { KindTexts } from './kind-texts.ts';

/** What is said of requests. */
export const requestTexts: KindTexts<'request'> = {
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
	}
};
