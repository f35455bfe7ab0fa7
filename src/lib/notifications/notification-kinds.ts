import type { LocalizedText } from '#lib/i18n/localized.ts';

/** How a person hears of a topic by mail: at once, in one letter each working morning, or not at all. */
export const MAIL_CHOICES = ['now', 'digest', 'never'] as const;
export type MailChoice = (typeof MAIL_CHOICES)[number];

/**
 * Groups of events that people choose mail for, with what holds until they do. The bell shows every event
 * whatever was chosen. `account` can't be chosen: letters about one's own account always come.
 */
export const NOTIFICATION_TOPICS = {
	own_requests: { mail: 'now', desk: false },
	conversation: { mail: 'now', desk: false },
	approvals: { mail: 'now', desk: false },
	training: { mail: 'now', desk: false },
	notices: { mail: 'now', desk: false },
	equipment: { mail: 'now', desk: false },
	desk: { mail: 'now', desk: true },
	equipment_desk: { mail: 'never', desk: true },
	desk_new: { mail: 'never', desk: true }
} as const satisfies Record<string, { mail: MailChoice; desk: boolean }>;
export type ChosenTopic = keyof typeof NOTIFICATION_TOPICS;
export type NotificationTopic = ChosenTopic | 'account';
export const CHOSEN_TOPICS = Object.keys(NOTIFICATION_TOPICS) as ChosenTopic[];

/** The words a sentence may need. Dates are ISO texts and are written in the reader's language. */
export const NOTIFICATION_WORDS = [
	/** `IT-2427`. */
	'number',
	/** What the request is called. */
	'title',
	/** Who did it. */
	'who',
	/** For whom, when that is not who asked. */
	'beneficiary',
	/** In whose hands it is now. */
	'hands',
	/** Place and room. */
	'place',
	/** Which team has it. */
	'team',
	/** Which task of the request. */
	'task',
	/** What was written: comment, reason, question. */
	'note',
	/** Promised day. */
	'promised',
	/** The day by which something is to be done. */
	'due',
	/** How many. */
	'count',
	/** Day on which something happens by itself. */
	'on',
	/** The moment at which something begins. */
	'when',
	/** First and last day, or moment. */
	'from',
	'until',
	/** Number of the other request. */
	'target',
	/** From where somebody signed in. */
	'device',
	'address',
	/** Complete address of a one-time link: never shown in the portal. */
	'link'
] as const;
export type NotificationWord = (typeof NOTIFICATION_WORDS)[number];

/** Facts of one event as they are stored: texts, texts in three languages, or ISO dates. */
export type NotificationParams = Partial<Record<NotificationWord, string | LocalizedText>>;

/** What the button in the letter offers. */
export type NotificationAct =
	'open' | 'decide' | 'answer' | 'complete' | 'confirm' | 'password' | 'account';

type KindRule = {
	topic: NotificationTopic;
	act: NotificationAct;
	/** Added to the address that the letter opens. */
	path?: string;
	/** Mail only: there is nobody signed in to read a bell, or nothing to go back to. */
	letterOnly?: true;
};

/** Every event that somebody is told about. */
export const NOTIFICATION_KINDS = {
	'request.submitted': { topic: 'own_requests', act: 'open' },
	'request.approval_needed': { topic: 'approvals', act: 'decide' },
	'request.approval_reminder': { topic: 'approvals', act: 'decide' },
	'request.approved': { topic: 'own_requests', act: 'open' },
	'request.rejected': { topic: 'own_requests', act: 'open' },
	'request.returned': { topic: 'own_requests', act: 'complete' },
	'request.resubmitted': { topic: 'approvals', act: 'open' },
	'request.queued': { topic: 'desk_new', act: 'open' },
	'request.assigned': { topic: 'desk', act: 'open' },
	'request.taken_over': { topic: 'desk', act: 'open' },
	'request.task_assigned': { topic: 'desk', act: 'open' },
	'request.handed_over': { topic: 'desk', act: 'open' },
	'request.commented': { topic: 'conversation', act: 'answer' },
	'request.mentioned': { topic: 'conversation', act: 'answer' },
	'request.waiting_requester': { topic: 'own_requests', act: 'answer' },
	'request.waiting_vendor': { topic: 'own_requests', act: 'open' },
	'request.promise_moved': { topic: 'own_requests', act: 'open' },
	'request.fulfilled': { topic: 'own_requests', act: 'confirm', path: '?confirm=1' },
	'request.confirm_reminder': { topic: 'own_requests', act: 'confirm', path: '?confirm=1' },
	'request.confirmed': { topic: 'desk', act: 'open' },
	'request.confirmed_itself': { topic: 'own_requests', act: 'open' },
	'request.reopened': { topic: 'desk', act: 'open' },
	'request.cancelled': { topic: 'own_requests', act: 'open' },
	'request.merged': { topic: 'own_requests', act: 'open' },
	'training.assigned': { topic: 'training', act: 'open' },
	'training.assigned_open': { topic: 'training', act: 'open' },
	'training.assigned_many': { topic: 'training', act: 'open' },
	'training.renewal': { topic: 'training', act: 'open' },
	'training.new_cycle': { topic: 'training', act: 'open' },
	'training.changed': { topic: 'training', act: 'open' },
	'training.due_soon': { topic: 'training', act: 'open' },
	'training.overdue': { topic: 'training', act: 'open' },
	'training.due_many': { topic: 'training', act: 'open' },
	'training.team_overdue': { topic: 'training', act: 'open' },
	'training.revoked': { topic: 'training', act: 'open' },
	'training.review_asked': { topic: 'training', act: 'open' },
	'training.review_approved': { topic: 'training', act: 'open' },
	'training.review_returned': { topic: 'training', act: 'open' },
	'course.seat_given': { topic: 'training', act: 'open' },
	'course.waiting': { topic: 'training', act: 'open' },
	'course.seat_offered': { topic: 'training', act: 'open' },
	'course.offer_lapsed': { topic: 'training', act: 'open' },
	'course.given_up': { topic: 'training', act: 'open' },
	'course.changed': { topic: 'training', act: 'open' },
	'course.cancelled': { topic: 'training', act: 'open' },
	'course.reminder': { topic: 'training', act: 'open' },
	'course.feedback': { topic: 'training', act: 'open' },
	'notice.announced': { topic: 'notices', act: 'open' },
	'notice.planned': { topic: 'notices', act: 'open' },
	'notice.outage': { topic: 'notices', act: 'open' },
	'notice.reminded': { topic: 'notices', act: 'open' },
	'notice.started': { topic: 'notices', act: 'open' },
	'notice.news': { topic: 'notices', act: 'open' },
	'notice.rescheduled': { topic: 'notices', act: 'open' },
	'notice.extended': { topic: 'notices', act: 'open' },
	'notice.overrun': { topic: 'notices', act: 'open' },
	'notice.partly': { topic: 'notices', act: 'open' },
	'notice.restored': { topic: 'notices', act: 'open' },
	'notice.rolled_back': { topic: 'notices', act: 'open' },
	'notice.reopened': { topic: 'notices', act: 'open' },
	'notice.cancelled': { topic: 'notices', act: 'open' },
	'notice.report': { topic: 'notices', act: 'open' },
	'notice.asked': { topic: 'notices', act: 'open' },
	'notice.nudged': { topic: 'desk', act: 'open' },
	'notice.escalated': { topic: 'desk', act: 'open' },
	'notice.not_told_after': { topic: 'desk', act: 'open' },
	'notice.not_working': { topic: 'desk', act: 'open' },
	'notice.outage_proposed': { topic: 'desk', act: 'open' },
	'act.to_sign': { topic: 'equipment', act: 'open' },
	'act.reminder': { topic: 'equipment', act: 'open' },
	'act.refused': { topic: 'equipment', act: 'open' },
	'equipment.asked': { topic: 'equipment', act: 'answer' },
	'equipment.asked_reminder': { topic: 'equipment', act: 'answer' },
	'equipment.task': { topic: 'equipment_desk', act: 'open' },
	'stock_take.began': { topic: 'equipment', act: 'open' },
	'seat.asked': { topic: 'equipment', act: 'answer' },
	'seat.asked_reminder': { topic: 'equipment', act: 'answer' },
	'software.case_opened': { topic: 'equipment', act: 'open' },
	'software.case_manager': { topic: 'equipment', act: 'open' },
	'software.case_desk': { topic: 'equipment_desk', act: 'open' },
	'software.case_reminder': { topic: 'equipment', act: 'open' },
	'software.case_closed': { topic: 'equipment', act: 'open' },
	'software.case_said': { topic: 'equipment', act: 'answer' },
	'write_off.opinion_asked': { topic: 'approvals', act: 'open' },
	'write_off.decision_asked': { topic: 'approvals', act: 'decide' },
	'write_off.approved': { topic: 'desk', act: 'open' },
	'write_off.rejected': { topic: 'desk', act: 'open' },
	'leaving.told': { topic: 'account', act: 'open' },
	'leaving.team': { topic: 'account', act: 'open' },
	'review.asked': { topic: 'approvals', act: 'answer' },
	'review.reminder': { topic: 'approvals', act: 'answer' },
	'review.escalated': { topic: 'approvals', act: 'answer' },
	'review.passed_on': { topic: 'approvals', act: 'answer' },
	'review.unknown': { topic: 'approvals', act: 'answer' },
	'review.removed': { topic: 'own_requests', act: 'open' },
	'move.to_decide': { topic: 'approvals', act: 'decide' },
	'move.reminder': { topic: 'approvals', act: 'decide' },
	'move.told': { topic: 'own_requests', act: 'open' },
	'move.tasks': { topic: 'desk', act: 'open' },
	'joiner.late': { topic: 'desk', act: 'open' },
	'deputy.named': { topic: 'account', act: 'open' },
	'auth.invitation': { topic: 'account', act: 'password', letterOnly: true },
	'auth.reset': { topic: 'account', act: 'password', letterOnly: true },
	'auth.new_sign_in': { topic: 'account', act: 'account' },
	'auth.password_changed': { topic: 'account', act: 'account' },
	'auth.second_factor_on': { topic: 'account', act: 'account' },
	'auth.second_factor_off': { topic: 'account', act: 'account' },
	'auth.recovery_code_used': { topic: 'account', act: 'account' }
} as const satisfies Record<string, KindRule>;
export type NotificationKind = keyof typeof NOTIFICATION_KINDS;

/** Topic, button and address of a kind. */
export function ruleOf(kind: NotificationKind): KindRule {
	return NOTIFICATION_KINDS[kind];
}

/** Is this one of our kinds? Old rows may bear one that is gone. */
export function isNotificationKind(kind: string): kind is NotificationKind {
	return Object.hasOwn(NOTIFICATION_KINDS, kind);
}
