import { describe, expect, test } from 'vitest';
import { workingCalendar } from './calendar.ts';
import { OFFICE_HOURS } from './hours.ts';
import { moveByPauses, pausedTime } from './pauses.ts';
import { promise, promiseAfterReopening, promiseAfterServiceChange } from './promise.ts';

const calendar = workingCalendar(OFFICE_HOURS);

function at(local: string): Date {
	return new Date(
		Temporal.PlainDateTime.from(local).toZonedDateTime('Europe/Tallinn').epochMilliseconds
	);
}

const asked = {
	submittedAt: at('2026-11-20T09:30'),
	stages: [{ days: 2 }],
	fulfilDays: 4,
	pauses: [],
	calendar
};

describe('the promised day', () => {
	test('is the stages and the fulfilment one after another', () => {
		expect(promise(asked)).toEqual({
			stagesDueAt: [at('2026-11-24T17:00')],
			dueAt: at('2026-11-30T17:00')
		});
	});

	test('sent after hours it counts from the next working day', () => {
		const evening = { ...asked, submittedAt: at('2026-11-20T17:30') };
		expect(promise(evening).dueAt).toEqual(at('2026-12-01T17:00'));
	});

	test('two half-day pauses cost one day, not two', () => {
		const pauses = [
			{ from: at('2026-11-23T08:00'), to: at('2026-11-23T12:30') },
			{ from: at('2026-11-24T08:00'), to: at('2026-11-24T12:30') }
		];
		expect(promise({ ...asked, pauses }).dueAt).toEqual(at('2026-12-01T17:00'));
	});

	test('a pause over a weekend costs nothing', () => {
		const pauses = [{ from: at('2026-11-20T17:00'), to: at('2026-11-23T07:00') }];
		expect(promise({ ...asked, pauses }).dueAt).toEqual(at('2026-11-30T17:00'));
	});

	test('a pause that still lasts counts until now', () => {
		const pauses = [{ from: at('2026-11-23T08:00'), to: null }];
		const now = at('2026-11-24T17:00');
		expect(promise({ ...asked, pauses, now }).dueAt).toEqual(at('2026-12-02T17:00'));
	});

	test('moved to a quicker service too late, it is the end of that day', () => {
		const changedAt = at('2026-11-25T11:00');
		const quick = { ...asked, stages: [], fulfilDays: 1, changedAt };
		expect(promiseAfterServiceChange(quick).dueAt).toEqual(at('2026-11-25T17:00'));
	});

	test('moved to a slower service it counts from the sending', () => {
		const slow = { ...asked, fulfilDays: 10, changedAt: at('2026-11-25T11:00') };
		expect(promiseAfterServiceChange(slow).dueAt).toEqual(at('2026-12-08T17:00'));
	});

	test('reopened, the time it was thought done is not counted', () => {
		const early = { fulfilledAt: at('2026-11-24T08:00'), reopenedAt: at('2026-11-26T08:00') };
		const promisedAt = promise(asked).dueAt;
		expect(promiseAfterReopening({ promisedAt, ...early, calendar })).toEqual(
			at('2026-12-02T17:00')
		);
	});

	test('reopened after the promise, a whole working day is left', () => {
		const late = { fulfilledAt: at('2026-11-30T16:59'), reopenedAt: at('2026-12-04T10:00') };
		const promisedAt = promise(asked).dueAt;
		expect(promiseAfterReopening({ promisedAt, ...late, calendar })).toEqual(
			at('2026-12-07T17:00')
		);
	});
});

describe('pauses', () => {
	const due = at('2026-11-24T17:00');

	test('move the due instant to the minute', () => {
		const pauses = [{ from: at('2026-11-23T10:00'), to: at('2026-11-23T11:15') }];
		expect(moveByPauses(due, pauses, due, calendar)).toEqual(at('2026-11-25T09:15'));
	});

	test('count once where they overlap', () => {
		const pauses = [
			{ from: at('2026-11-23T10:00'), to: at('2026-11-23T12:00') },
			{ from: at('2026-11-23T11:00'), to: at('2026-11-23T11:30') },
			{ from: at('2026-11-23T11:00'), to: at('2026-11-23T13:00') }
		];
		expect(pausedTime(pauses, due, calendar)).toBe(180);
	});
});
