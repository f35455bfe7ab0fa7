import type { Impact, NoticeKind } from './notice-states.ts';

const HOUR = 3_600_000;

/** Hours before the start by which those affected are told, by what the notice does to them; 0 asks for nothing. */
export type LeadHours = { degraded: number; unavailable: number; critical: number };

/** What holds until an administrator says otherwise: 48 hours, one week, two weeks. */
export const DEFAULT_LEAD_HOURS: LeadHours = { degraded: 48, unavailable: 168, critical: 336 };

/** From this criticality of a system on (1 to 4), being without it asks for the longest time. */
export const CRITICAL_FROM = 4;

/** What the policy looks at. `criticality` is the highest among the systems that become unavailable; null for none. */
export type LeadSubject = {
	kind: NoticeKind;
	impact: Impact;
	startsAt: Date | null;
	criticality?: number | null;
};

/**
 * How early a notice has to be told: `hours` the policy asks for, `latestAt` the last moment in time, and `inTime`
 * whether `now` still is. An outage and a piece of information can't be told before: null. Hours are hours of the
 * clock, also over a change of time.
 */
export type LeadTime = { hours: number; latestAt: Date | null; inTime: boolean | null };

/** The policy for one notice as it would be announced now. Pure: the edit page shows it while a window is typed. */
export function leadTimeOf(
	notice: LeadSubject,
	now: Date,
	policy: LeadHours = DEFAULT_LEAD_HOURS
): LeadTime {
	const hours = leadHours(notice, policy);
	const foretold = notice.kind === 'planned_work' || notice.kind === 'change';
	if (!foretold || !notice.startsAt) return { hours: 0, latestAt: null, inTime: null };
	const latestAt = new Date(notice.startsAt.getTime() - hours * HOUR);
	return { hours, latestAt, inTime: now <= latestAt };
}

function leadHours({ impact, criticality }: LeadSubject, policy: LeadHours): number {
	if (impact === 'none') return 0;
	if (impact === 'degraded') return policy.degraded;
	return (criticality ?? 0) >= CRITICAL_FROM ? policy.critical : policy.unavailable;
}
