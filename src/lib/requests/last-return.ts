import type { RequestEventView } from './request-page-view.ts';

/** Who sent the request back the last time, and what they want changed; null when nobody has. */
export function lastReturn(
	events: readonly RequestEventView[]
): { by: string; reason: string } | null {
	const event = events.findLast((one) => one.kind === 'returned');
	return event ? { by: event.actorName ?? '', reason: event.data.reason ?? '' } : null;
}
