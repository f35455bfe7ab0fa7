import type { RequestStatus } from './statuses.ts';

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
