import { describe, expect, test } from 'vitest';
import { leadTimeOf, type LeadSubject } from './lead-time.ts';

const startsAt = new Date('2026-12-10T16:00:00Z');
const hoursBefore = (hours: number) => new Date(startsAt.getTime() - hours * 3_600_000);
const work = (more: Partial<LeadSubject> = {}): LeadSubject => ({
	kind: 'planned_work',
	impact: 'unavailable',
	startsAt,
	...more
});

describe('how early people are told', () => {
	test.each([
		['nothing is touched', work({ impact: 'none' }), 0],
		['it works worse', work({ impact: 'degraded' }), 48],
		['it does not work', work(), 168],
		['a usual system does not work', work({ criticality: 3 }), 168],
		['a system of life and law does not work', work({ criticality: 4 }), 336],
		['a system of life and law works worse', work({ impact: 'degraded', criticality: 4 }), 48]
	])('%s', (_, notice, hours) => {
		expect(leadTimeOf(notice, hoursBefore(hours))).toEqual({
			hours,
			latestAt: hoursBefore(hours),
			inTime: true
		});
		const late = new Date(hoursBefore(hours).getTime() + 1);
		expect(leadTimeOf(notice, late).inTime).toBe(false);
	});

	test('nobody can tell of an outage before, and information has no window', () => {
		const nothing = { hours: 0, latestAt: null, inTime: null };
		expect(leadTimeOf(work({ kind: 'outage' }), hoursBefore(0))).toEqual(nothing);
		expect(leadTimeOf(work({ kind: 'information', startsAt: null }), hoursBefore(0))).toEqual(
			nothing
		);
	});

	test('the town may set other hours', () => {
		const policy = { degraded: 1, unavailable: 2, critical: 3 };
		expect(leadTimeOf(work(), hoursBefore(2), policy).inTime).toBe(true);
	});
});
