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

/** What can happen to a request; each command makes exactly one of these moves. */
export type RequestMove =
	| 'open_approval'
	| 'approve_all'
	| 'return'
	| 'resubmit'
	| 'change_service'
	| 'reject'
	| 'cancel'
	| 'take'
	| 'wait_requester'
	| 'wait_vendor'
	| 'resume'
	| 'fulfil'
	| 'confirm'
	| 'reopen';

const MOVES: Record<RequestMove, { from: readonly RequestStatus[]; to: RequestStatus }> = {
	open_approval: { from: ['awaiting_approval'], to: 'awaiting_approval' },
	approve_all: { from: ['awaiting_approval'], to: 'queued' },
	return: { from: ['awaiting_approval', 'queued', 'in_progress'], to: 'returned' },
	resubmit: { from: ['returned'], to: 'awaiting_approval' },
	change_service: {
		from: ['queued', 'in_progress', 'waiting_requester', 'waiting_vendor'],
		to: 'awaiting_approval'
	},
	reject: { from: ['awaiting_approval', 'queued', 'in_progress'], to: 'rejected' },
	cancel: {
		from: [
			'awaiting_approval',
			'returned',
			'queued',
			'in_progress',
			'waiting_requester',
			'waiting_vendor'
		],
		to: 'cancelled'
	},
	take: { from: ['queued'], to: 'in_progress' },
	wait_requester: { from: ['queued', 'in_progress', 'waiting_vendor'], to: 'waiting_requester' },
	wait_vendor: { from: ['queued', 'in_progress', 'waiting_requester'], to: 'waiting_vendor' },
	resume: { from: ['waiting_requester', 'waiting_vendor'], to: 'in_progress' },
	fulfil: {
		from: ['queued', 'in_progress', 'waiting_requester', 'waiting_vendor'],
		to: 'fulfilled'
	},
	confirm: { from: ['fulfilled'], to: 'confirmed' },
	reopen: { from: ['fulfilled'], to: 'in_progress' }
};

/** Where a move leads, or undefined where it is not possible from this status. */
export function moveFrom(status: RequestStatus, move: RequestMove): RequestStatus | undefined {
	const { from, to } = MOVES[move];
	return from.includes(status) ? to : undefined;
}

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
