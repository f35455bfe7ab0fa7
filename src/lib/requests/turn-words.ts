import { m } from '#lib/paraglide/messages.js';
import type { RequestStatus } from './statuses.ts';

/** What the reader is asked to do, in one sentence, when it is their turn. */
export function turnHint(status: RequestStatus): string {
	if (status === 'fulfilled') return m.requests_turn_hint_fulfilled();
	if (status === 'returned') return m.requests_turn_hint_returned();
	if (status === 'waiting_requester') return m.requests_turn_hint_waiting();
	if (status === 'awaiting_approval') return m.requests_turn_hint_decide();
	return '';
}

/** The act that leads to it. */
export function turnAct(status: RequestStatus): string {
	if (status === 'fulfilled') return m.requests_turn_act_fulfilled();
	if (status === 'returned') return m.requests_turn_act_returned();
	if (status === 'awaiting_approval') return m.requests_turn_act_decide();
	return m.requests_turn_act_waiting();
}
