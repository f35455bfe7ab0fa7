import type { PromiseStanding } from '../promise-standing.ts';
import type { Holder, RequestStatus } from '../statuses.ts';

/** One line of the queue. `id` is the request's number as text: the address opens the panel by it. */
export type QueueRow = {
	id: string;
	title: string;
	person: string;
	unit: string;
	status: RequestStatus;
	holder: Holder;
	heldByName: string | null;
	heldByMe: boolean;
	heldSince: Date;
	promisedAt: Date;
	standing: PromiseStanding;
	/** Rows are grouped by promised time. */
	group: 'late' | 'today' | 'tomorrow' | 'later' | 'paused' | 'closed';
};
