import type { PromiseStanding } from '#lib/requests/promise-standing.ts';
import { isOpen, type RequestStatus } from '#lib/requests/statuses.ts';
import { workingDaysLeft } from './working-days-left.ts';

/** What a promise is measured by. */
export type Promised = {
	status: RequestStatus;
	promisedAt: Date;
	fulfilledAt: Date | null;
	pausedSince: Date | null;
};

/** How a promise stands now, in working days. What has ended has nothing to say. */
export function standingOf(request: Promised, now: Date): PromiseStanding {
	if (!isOpen(request.status)) return { kind: 'over' };
	if (request.status === 'returned' || request.pausedSince) return { kind: 'paused' };
	const until = request.status === 'fulfilled' ? (request.fulfilledAt ?? now) : now;
	const days = workingDaysLeft(until, request.promisedAt);
	if (request.status === 'fulfilled') {
		if (days === 0) return { kind: 'on_time' };
		return days > 0 ? { kind: 'early', days } : { kind: 'done_late', days: -days };
	}
	if (now > request.promisedAt) return { kind: 'late', days: Math.max(1, -days) };
	return days === 0 ? { kind: 'today' } : { kind: 'left', days };
}
