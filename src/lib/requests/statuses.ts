/**
 * The one status of a request (product.md, flow 1). Overdue, paused and "pending with X since Tuesday"
 * are facts beside it, never statuses.
 */
export const REQUEST_STATUSES = [
	'awaiting_approval',
	'returned',
	'queued',
	'in_progress',
	'waiting_requester',
	'waiting_vendor',
	'fulfilled',
	'confirmed',
	'rejected',
	'cancelled'
] as const;
export type RequestStatus = (typeof REQUEST_STATUSES)[number];

/** Somebody still has to do something: listed as open, counted for overdue. */
export const OPEN_STATUSES: readonly RequestStatus[] = [
	'awaiting_approval',
	'returned',
	'queued',
	'in_progress',
	'waiting_requester',
	'waiting_vendor',
	'fulfilled'
];

/** In the hands of the desk: what the queue shows. */
export const DESK_STATUSES: readonly RequestStatus[] = [
	'queued',
	'in_progress',
	'waiting_requester',
	'waiting_vendor'
];

/** The promised day moves on by the working time spent in these. */
export const PAUSED_STATUSES: readonly RequestStatus[] = ['waiting_requester', 'waiting_vendor'];

export const isOpen = (status: RequestStatus) => OPEN_STATUSES.includes(status);
export const isPaused = (status: RequestStatus) => PAUSED_STATUSES.includes(status);

/** Whose hands it is in, for the sentence every request shows. */
export const HOLDERS = ['approvers', 'desk', 'agent', 'requester', 'vendor', 'nobody'] as const;
export type Holder = (typeof HOLDERS)[number];

/** Working days after which a fulfilled request confirms itself, and within which it can be reopened. */
export const CONFIRM_WITHIN_WORKING_DAYS = 10;
