import { m } from '#lib/paraglide/messages.js';
import type { KindTexts } from './kind-texts.ts';

/** What is said of training and courses. */
export const trainingTexts: KindTexts<'training' | 'course'> = {
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
	}
};
