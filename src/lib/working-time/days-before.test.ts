import { expect, it } from 'vitest';
import { workingCalendar } from './calendar.ts';
import { workingDaysBefore } from './days-before.ts';

const calendar = workingCalendar('Mo-Fr 08:00-17:00');

it.each([
	['2026-12-07', 0, '2026-12-07'],
	['2026-12-07', 1, '2026-12-04'],
	['2026-12-06', 1, '2026-12-04'],
	['2026-12-09', 5, '2026-12-02'],
	// Christmas, and the clocks that changed in spring.
	['2026-12-28', 1, '2026-12-23'],
	['2026-03-30', 1, '2026-03-27']
])('%s less %i working days is %s', (day, days, before) => {
	expect(workingDaysBefore(day, days, calendar)).toBe(before);
});
