import { describe, expect, test } from 'vitest';
import { readIcs } from './read-ics.ts';

const from = new Date('2026-01-01T00:00:00Z');
const to = new Date('2028-01-01T00:00:00Z');
const calendar = (...entries: string[]) =>
	['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Kaldemäe//ET', ...entries, 'END:VCALENDAR'].join(
		'\r\n'
	);
const entry = (...lines: string[]) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT'].join('\r\n');
const read = (...entries: string[]) => readIcs(calendar(...entries), from, to);
const starts = (...entries: string[]) =>
	read(...entries)?.dates.map(({ startsAt }) => startsAt.toISOString());

describe('a calendar of the town is read', () => {
	test('a day lasts from midnight to midnight of the town', () => {
		const day = entry('UID:1', 'SUMMARY:Palgapäev', 'DTSTART;VALUE=DATE:20261027');
		expect(read(day)?.dates).toEqual([
			{
				uid: '1',
				title: 'Palgapäev',
				startsAt: new Date('2026-10-26T22:00:00Z'),
				endsAt: new Date('2026-10-27T22:00:00Z')
			}
		]);
	});

	test.each([
		['without a zone, as the town says', 'DTSTART:20260701T100000', '2026-07-01T07:00:00.000Z'],
		['of UTC', 'DTSTART:20260701T100000Z', '2026-07-01T10:00:00.000Z'],
		[
			'of a zone known by name',
			'DTSTART;TZID=Europe/London:20260701T100000',
			'2026-07-01T09:00:00.000Z'
		],
		['of a zone nobody knows', 'DTSTART;TZID=Meie aeg:20260701T100000', '2026-07-01T07:00:00.000Z'],
		['skipped by the change of clocks', 'DTSTART:20260329T033000', '2026-03-29T01:30:00.000Z']
	])('an hour %s', (_, line, expected) => {
		expect(starts(entry('UID:1', 'SUMMARY:Istung', line))).toEqual([expected]);
	});

	test('repeated dates are unfolded, keep their hour over the change of clocks, and may move or fall out', () => {
		const council = entry(
			'UID:council',
			'SUMMARY:Volikogu istung',
			'DTSTART;TZID=Europe/Tallinn:20260924T160000',
			'DTEND;TZID=Europe/Tallinn:20260924T180000',
			'RRULE:FREQ=MONTHLY;COUNT=4;BYDAY=-1TH',
			'EXDATE;TZID=Europe/Tallinn:20261126T160000'
		);
		const moved = entry(
			'UID:council',
			'SUMMARY:Volikogu erakorraline istung',
			'RECURRENCE-ID;TZID=Europe/Tallinn:20261231T160000',
			'DTSTART;TZID=Europe/Tallinn:20261217T140000',
			'DTEND;TZID=Europe/Tallinn:20261217T150000'
		);
		expect(starts(council, moved)).toEqual([
			'2026-09-24T13:00:00.000Z',
			'2026-10-29T14:00:00.000Z',
			'2026-12-17T12:00:00.000Z'
		]);
		const uids = read(council, moved)?.dates.map(({ uid }) => uid);
		expect(new Set(uids).size).toBe(3);
	});

	test('cancelled dates are left out, and what has no title is counted', () => {
		const off = entry('UID:1', 'SUMMARY:Ei tule', 'STATUS:CANCELLED', 'DTSTART:20260701T100000');
		const nameless = entry('UID:2', 'DTSTART:20260701T100000');
		expect(read(off, nameless)).toEqual({ dates: [], unreadable: 1 });
	});

	test('a daily entry without an end stops at the end of what was asked', () => {
		const daily = entry('UID:1', 'SUMMARY:Iga päev', 'DTSTART:20270601T080000', 'RRULE:FREQ=DAILY');
		expect(read(daily)?.dates).toHaveLength(214);
	});

	test('what began long ago is found where it repeats now', () => {
		const weekly = entry(
			'UID:1',
			'SUMMARY:Nõupidamine',
			'DTSTART:20050103T080000',
			'RRULE:FREQ=WEEKLY'
		);
		expect(starts(weekly)?.[0]).toBe('2026-01-05T06:00:00.000Z');
		expect(starts(weekly)).toHaveLength(104);
	});

	test.each([
		['a day that is none', 'DTSTART:hello'],
		['an end before the start', 'DTSTART:20260701T100000\r\nDTEND:20260601T100000'],
		['a length that is none', 'DTSTART:20260701T100000\r\nDURATION:PTX'],
		[
			'a rule that no year has',
			'DTSTART:20260701T100000\r\nRRULE:FREQ=YEARLY;BYYEARDAY=366;BYMONTH=1'
		],
		['a name without end', `DTSTART:20260701T100000\r\nUID:${'a'.repeat(3000)}`]
	])('%s is counted, and the rest is read', (_, lines) => {
		const good = entry('UID:2', 'SUMMARY:Palgapäev', 'DTSTART:20260710T100000');
		const bad = entry(...(lines.includes('UID') ? [] : ['UID:1']), 'SUMMARY:Viga', lines);
		expect(read(bad, good)).toMatchObject({ unreadable: 1, dates: [{ uid: '2' }] });
	});

	test('signs that no database takes are left out', () => {
		const day = entry('UID:a\u0000b', 'SUMMARY:Palga\u0000päev', 'DTSTART:20260701T100000');
		expect(read(day)?.dates).toMatchObject([{ uid: 'a b', title: 'Palga päev' }]);
	});

	test('a rule that no day ever fits does not stop the portal', { timeout: 15_000 }, () => {
		const rule = 'RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30';
		const never = entry('UID:1', 'SUMMARY:Mitte kunagi', 'DTSTART:20260101T080000', rule);
		expect(read(never)).toBeUndefined();
	});

	test('thousands of changed entries are read at once, tens of thousands of dates are refused', () => {
		const changed = Array.from({ length: 3000 }, (_, n) => [
			entry(`UID:${n}`, 'SUMMARY:A', 'DTSTART:20260701T100000Z'),
			entry(`UID:${n}`, 'RECURRENCE-ID:20260701T100000Z', 'SUMMARY:B', 'DTSTART:20260702T100000Z')
		]).flat();
		expect(read(...changed)?.dates).toHaveLength(3000);
		const daily = Array.from({ length: 100 }, (_, n) =>
			entry(`UID:${n}`, 'SUMMARY:A', 'DTSTART:20260101T100000Z', 'RRULE:FREQ=DAILY')
		);
		expect(read(...daily)).toBeUndefined();
	});

	test.each(['', 'Kuupäevad: 1.1', 'BEGIN:VCARD\nEND:VCARD'])('%j is no calendar', (text) => {
		expect(readIcs(text, from, to)).toBeUndefined();
	});
});
