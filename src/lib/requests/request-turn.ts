import type { RequestStatus } from './statuses.ts';

/** What a reader is to a request. */
export type RequestTurn = {
	/** The reader asked it or gets it. */
	mine: boolean;
	/** It is the reader's turn. */
	waitsForYou: boolean;
};

/** True when it is the requester's turn: to answer, to correct, or to say whether it works. */
export const isRequestersTurn = (status: RequestStatus): boolean =>
	status === 'returned' || status === 'waiting_requester' || status === 'fulfilled';
