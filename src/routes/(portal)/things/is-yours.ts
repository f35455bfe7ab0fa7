import { isRequestersTurn } from '$lib/requests/request-turn.ts';
import type { OpenRequestOn } from '$lib/server/requests/queries/things-of.ts';

/** The reader is the one who has to act on it: as the one who asked, or for whom it is. */
export const isYours = (
	request: Pick<OpenRequestOn, 'requesterId' | 'status'>,
	own: boolean,
	personId: string
): boolean => (own || request.requesterId === personId) && isRequestersTurn(request.status);
