import { m } from '#lib/paraglide/messages.js';
import type { StateKind } from '#lib/ui/state-looks.ts';
import type { RequestStatus } from './statuses.ts';

type Look = { kind: StateKind; word: () => string };

/** How each status looks to somebody who only watches. */
const looks: Record<RequestStatus, Look> = {
	awaiting_approval: { kind: 'waiting', word: m.requests_state_awaiting_approval },
	returned: { kind: 'waiting', word: m.requests_state_returned },
	queued: { kind: 'new', word: m.requests_state_queued },
	in_progress: { kind: 'progress', word: m.requests_state_in_progress },
	waiting_requester: { kind: 'waiting', word: m.requests_state_waiting_requester },
	waiting_vendor: { kind: 'waiting', word: m.requests_state_waiting_vendor },
	fulfilled: { kind: 'done', word: m.requests_state_fulfilled },
	confirmed: { kind: 'done', word: m.requests_state_confirmed },
	rejected: { kind: 'problem', word: m.requests_state_rejected },
	cancelled: { kind: 'info', word: m.requests_state_cancelled }
};

const yours: Look = { kind: 'yours', word: m.requests_state_yours };

/** The status in words of the current language. */
export const statusWord = (status: RequestStatus): string => looks[status].word();

/** Icon, word and colour of a request; `waitsForYou` when the reader is the one who has to act. */
export function requestLook(status: RequestStatus, waitsForYou: boolean): Look {
	return waitsForYou ? yours : looks[status];
}
