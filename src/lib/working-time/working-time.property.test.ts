import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { workingCalendar } from './calendar.ts';
import { moveByPauses, pausedTime, type Pause } from './pauses.ts';
import { promise, promiseAfterReopening, promiseAfterServiceChange } from './promise.ts';
import {
	addWorkingDays,
	addWorkingTime,
	endOfWorkingDay,
	workingDaysBetween,
	workingTimeBetween
} from './working-time.ts';

const calendars = [
	'Mo-Fr 08:00-17:00',
	'Mo-Fr 07:00-18:00',
	'Mo-Th 08:00-12:00,13:00-17:00; Fr 08:00-15:00',
	'Tu,Sa 10:00-16:00; Su 02:00-06:00',
	'Mo-Su 00:00-24:00'
].map((hours) => workingCalendar(hours));

const calendar = fc.constantFrom(...calendars);
const HOUR = 3_600_000;
const from = Date.UTC(2025, 0, 1);
const to = Date.UTC(2028, 11, 31);
/** Half of the instants lie near the changes of the clock, of the year and around holidays. */
const awkward = [
	'2026-03-29',
	'2026-10-25',
	'2026-12-31',
	'2026-12-24',
	'2026-06-22',
	'2028-02-29'
];
const instant = fc.oneof(
	fc.integer({ min: from, max: to }),
	fc
		.tuple(fc.constantFrom(...awkward), fc.integer({ min: -48 * HOUR, max: 48 * HOUR }))
		.map(([day, shift]) => Date.parse(day) + shift)
);
const date = instant.map((ms) => new Date(ms));
const days = fc.integer({ min: 0, max: 60 });
const minutes = fc.integer({ min: 0, max: 20_000 });
const pauses: fc.Arbitrary<Pause[]> = fc.array(
	fc
		.tuple(instant, fc.integer({ min: 0, max: 400 * HOUR }))
		.map(([start, length]) => ({ from: new Date(start), to: new Date(start + length) })),
	{ maxLength: 4 }
);
const now = new Date(to);

function holds<T extends [unknown, ...unknown[]]>(
	arbitraries: { [K in keyof T]: fc.Arbitrary<T[K]> },
	predicate: (...values: T) => void
): void {
	fc.assert(fc.property(...arbitraries, predicate), { numRuns: 400 });
}

describe('working days', () => {
	test('are never earlier than their start', () => {
		holds([date, days, calendar], (start, n, hours) => {
			expect(addWorkingDays(start, n, hours) >= start).toBe(true);
		});
	});

	test('add up over a split', () => {
		holds([date, days, days, calendar], (start, a, b, hours) => {
			expect(addWorkingDays(addWorkingDays(start, a, hours), b, hours)).toEqual(
				addWorkingDays(start, a + b, hours)
			);
		});
	});

	test('grow with the start and with their number', () => {
		holds([date, date, days, days, calendar], (x, y, n, m, hours) => {
			const [early, late] = x < y ? [x, y] : [y, x];
			expect(addWorkingDays(early, n, hours) <= addWorkingDays(late, n, hours)).toBe(true);
			expect(addWorkingDays(early, n, hours) <= addWorkingDays(early, n + m, hours)).toBe(true);
		});
	});

	test('are counted back by the difference', () => {
		holds([date, days, calendar], (start, n, hours) => {
			expect(workingDaysBetween(start, addWorkingDays(start, n, hours), hours)).toBe(n);
		});
	});

	test('between three instants add up', () => {
		holds([date, date, date, calendar], (a, b, c, hours) => {
			expect(workingDaysBetween(a, b, hours) + workingDaysBetween(b, c, hours)).toBe(
				workingDaysBetween(a, c, hours)
			);
		});
	});
});

describe('working time', () => {
	test('is never earlier than its start, and all of it has been worked', () => {
		holds([date, minutes, calendar], (start, n, hours) => {
			const end = addWorkingTime(start, n, hours);
			expect(end >= start).toBe(true);
			expect(workingTimeBetween(start, end, hours)).toBe(n);
		});
	});

	test('adds up over a split', () => {
		holds([date, minutes, minutes, calendar], (start, a, b, hours) => {
			expect(addWorkingTime(addWorkingTime(start, a, hours), b, hours)).toEqual(
				addWorkingTime(start, a + b, hours)
			);
		});
	});

	test('between three instants adds up, and is never longer than the clock', () => {
		holds([date, date, date, calendar], (a, b, c, hours) => {
			const sum = workingTimeBetween(a, b, hours) + workingTimeBetween(b, c, hours);
			expect(sum).toBeCloseTo(workingTimeBetween(a, c, hours), 6);
			const clock = Math.abs(c.getTime() - a.getTime()) / 60_000;
			expect(Math.abs(workingTimeBetween(a, c, hours))).toBeLessThanOrEqual(clock);
		});
	});

	test('of a weekend or a holiday is nothing', () => {
		const office = calendars[0] ?? workingCalendar('Mo-Fr 08:00-17:00');
		holds([fc.integer({ min: 0, max: 1400 }), fc.integer({ min: 0, max: 1439 })], (n, minute) => {
			const day = Temporal.PlainDate.from('2025-01-01').add({ days: n });
			const free =
				day.dayOfWeek > 5 ||
				['01-01', '02-24', '05-01', '06-23', '06-24', '08-20', '12-24', '12-25', '12-26'].includes(
					day.toString().slice(5)
				);
			fc.pre(free);
			const midnight = day.toZonedDateTime('Europe/Tallinn').epochMilliseconds;
			const inside = new Date(midnight + minute * 60_000);
			expect(workingTimeBetween(new Date(midnight), inside, office)).toBe(0);
			expect(endOfWorkingDay(inside, office) > new Date(midnight + 23 * HOUR)).toBe(true);
		});
	});
});

describe('pauses', () => {
	test('move by the same one after another as all at once', () => {
		holds([date, pauses, calendar], (due, list, hours) => {
			let free = new Date(0);
			const apart = list
				.toSorted((a, b) => a.from.getTime() - b.from.getTime())
				.filter(({ from: start, to: end }) => start >= free && (free = end ?? now));
			const together = moveByPauses(due, apart, now, hours);
			const inTurn = apart.reduce((moved, pause) => moveByPauses(moved, [pause], now, hours), due);
			expect(inTurn).toEqual(together);
		});
	});

	test('count once where they overlap, and their order does not matter', () => {
		holds([pauses, calendar], (list, hours) => {
			const paused = pausedTime(list, now, hours);
			expect(pausedTime([...list, ...list], now, hours)).toBeCloseTo(paused, 6);
			expect(pausedTime(list.toReversed(), now, hours)).toBeCloseTo(paused, 6);
		});
	});

	test('never move earlier, and more pauses never move less', () => {
		holds([date, pauses, pauses, calendar], (due, some, more, hours) => {
			const moved = moveByPauses(due, some, now, hours);
			expect(moved >= due).toBe(true);
			expect(moveByPauses(due, [...some, ...more], now, hours) >= moved).toBe(true);
		});
	});
});

describe('the promise', () => {
	const stages = fc.array(fc.record({ days: fc.integer({ min: 0, max: 5 }) }), { maxLength: 3 });

	test('is the end of a working day and never before the sending or a stage', () => {
		holds(
			[date, stages, days, pauses, calendar],
			(submittedAt, list, fulfilDays, paused, hours) => {
				const input = {
					submittedAt,
					stages: list,
					fulfilDays,
					pauses: paused,
					calendar: hours,
					now
				};
				const { dueAt, stagesDueAt } = promise(input);
				expect(dueAt >= submittedAt).toBe(true);
				expect(stagesDueAt.every((stage) => stage <= dueAt)).toBe(true);
				expect(endOfWorkingDay(dueAt, hours)).toEqual(dueAt);
			}
		);
	});

	test('after a service change or a reopening is not before that day', () => {
		holds(
			[date, days, fc.integer({ min: 0, max: 900 }), calendar],
			(submittedAt, n, later, hours) => {
				const changedAt = new Date(submittedAt.getTime() + later * HOUR);
				const input = { submittedAt, stages: [], fulfilDays: n, pauses: [], calendar: hours };
				expect(promiseAfterServiceChange({ ...input, changedAt }).dueAt >= changedAt).toBe(true);
				const reopenedAt = new Date(changedAt.getTime() + later * HOUR);
				const promisedAt = promise(input).dueAt;
				const dueAt = promiseAfterReopening({
					promisedAt,
					fulfilledAt: changedAt,
					reopenedAt,
					calendar: hours
				});
				expect(dueAt >= addWorkingDays(reopenedAt, 1, hours)).toBe(true);
				expect(dueAt >= promisedAt).toBe(true);
			}
		);
	});
});
