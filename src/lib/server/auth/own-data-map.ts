/**
 * Columns by which a row belongs to a person's own data: the whole row is given to them. Every other column
 * that names a person (assigned agent, head of a unit) is found in the database's catalogue and given as
 * the address of the row only, so that a new table is never forgotten.
 */
export const ABOUT_PERSON: ReadonlySet<string> = new Set([
	'access_right.person_id',
	'access_task.person_id',
	'approval.approver_id',
	'approval.decided_by_id',
	'attachment.uploaded_by_id',
	'bell_entry.person_id',
	'change_to_read.person_id',
	'course_seat.person_id',
	'credential.person_id',
	'deputy.deputy_id',
	'deputy.person_id',
	'feed_key.person_id',
	'group_difference.person_id',
	'item.holder_id',
	'notice_choice.person_id',
	'notice_message.person_id',
	'notice_reader.person_id',
	'notification_preference.person_id',
	'obligation.person_id',
	'one_time_link.person_id',
	'outbox_message.person_id',
	'page_read.person_id',
	'practice_happening.person_id',
	'quiz_attempt.person_id',
	'reading_place.person_id',
	'recovery_code.person_id',
	'representative.person_id',
	'request_answers.saved_by_id',
	'request_comment.author_id',
	'request_draft.person_id',
	'role_grant.person_id',
	'review_line.person_id',
	'saved_view.person_id',
	'service_request.beneficiary_id',
	'service_request.requester_id',
	'session.person_id',
	'software_case.person_id',
	'software_case_comment.author_id',
	'software_seat.person_id',
	'staff_change.person_id'
]);

/** What hangs on the requests of a person: as much as they see of them in the portal, so nothing internal. */
export const OF_OWN_REQUESTS: Readonly<Record<string, string>> = {
	approval: 'true',
	approval_stage: 'true',
	attachment: 'not internal',
	request_answers: 'true',
	request_comment: 'not internal',
	request_event: 'not internal',
	request_pause: 'true'
};

/** Never given out: secrets, their hashes, and what only the machine reads. */
export const HIDDEN_COLUMNS: readonly string[] = [
	'code_hash',
	'code_secret',
	'password_hash',
	'search',
	'secret',
	'secret_hash',
	'slip_key',
	'storage_key',
	'submission_key',
	'token_hash',
	'totp_last_step',
	'totp_secret'
];

/** Columns hidden in one table only. */
export const HIDDEN_IN: Readonly<Record<string, readonly string[]>> = {
	// The right answers, also of a quiz that is not finished.
	quiz_attempt: ['questions'],
	session: ['id']
};
