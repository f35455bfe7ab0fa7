import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemActor, type Actor } from '#lib/people/actor.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { addFreeze } from '#lib/server/notices/calendar/add-freeze.ts';
import { endFreeze } from '#lib/server/notices/calendar/end-freeze.ts';
import {
	importTownDates,
	previewTownDates
} from '#lib/server/notices/calendar/import-town-dates.ts';
import { listCalendar } from '#lib/server/notices/calendar/list-calendar.ts';
import { listFreezes } from '#lib/server/notices/calendar/list-freezes.ts';
import {
	listTownCalendars,
	removeTownCalendar
} from '#lib/server/notices/calendar/town-calendars.ts';
import { saveSystem } from '#lib/server/systems/save-system.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { aNotice } from '#tests/support/notice-factories.ts';
import { refusalOf } from '#tests/support/refusals.ts';
import { actorOf, smallTown, townNow, withRole, type TownPerson } from '#tests/support/town.ts';

const clock = fixedClock(townNow);
let db: TestDatabase;
let owner: TownPerson;
let agent: Actor;
let employee: Actor;

beforeAll(async () => {
	db = await testDatabase();
	const town = await smallTown(db.db);
	owner = await town.addPerson('Mari Maasikas');
	employee = actorOf(owner);
	agent = actorOf(owner, withRole('agent'));
});
afterAll(() => db.close());

const month = (day = '2026-11-24') => listCalendar(db.db, agent, { view: 'month', day }, townNow);

describe('the calendar', () => {
	test('shows a window over midnight on both days, and who clashes with whom', async () => {
		const system = await saveSystem(
			db.db,
			systemActor,
			{
				slug: 'records',
				kind: 'system',
				name: { et: 'D', ru: 'D' },
				description: { et: '', ru: '' }
			},
			clock
		);
		const affected = [{ kind: 'system' as const, targetId: system.id }];
		const window = (from: string, to: string) => ({
			startsAt: new Date(from),
			plannedEndAt: new Date(to)
		});
		const night = window('2026-11-26T20:00:00Z', '2026-11-27T02:00:00Z');
		const first = await aNotice(db.db, { ownerId: owner.id, affected, row: night });
		const second = await aNotice(db.db, {
			ownerId: owner.id,
			state: 'draft',
			affected,
			row: window('2026-11-26T21:00:00Z', '2026-11-26T21:30:00Z')
		});
		const day = window('2026-11-26T08:00:00Z', '2026-11-26T09:00:00Z');
		await aNotice(db.db, { ownerId: owner.id, affected, row: day });
		await aNotice(db.db, { ownerId: owner.id, state: 'cancelled', affected, row: night });
		const { days, entries } = await month();
		const numbers = (date: string) =>
			days
				.find((one) => one.day === date)
				?.entries.map((n) => entries[n])
				.map((entry) => (entry?.kind === 'notice' ? entry.number : 0));
		expect(numbers('2026-11-26')).toHaveLength(3);
		expect(numbers('2026-11-27')).toEqual([first.number]);
		const found = entries.filter((entry) => entry.kind === 'notice');
		expect(found.map(({ number, clashes, atWork }) => ({ number, clashes, atWork }))).toEqual([
			{ number: second.number + 1, clashes: [], atWork: true },
			{ number: first.number, clashes: [{ number: second.number, why: 'same' }], atWork: false },
			{ number: second.number, clashes: [{ number: first.number, why: 'same' }], atWork: false }
		]);
	});

	test('knows holidays, weekends and shortened days', async () => {
		const { days } = await month('2026-12-01');
		const kind = (date: string) => days.find(({ day }) => day === date);
		expect(kind('2026-12-23')).toMatchObject({ off: null, shortened: true });
		expect(kind('2026-12-24')).toMatchObject({ off: 'holiday', shortened: false });
		expect(kind('2026-12-27')).toMatchObject({ off: 'weekend' });
	});

	test('is not for every employee', async () => {
		const asked = { view: 'month', day: '2026-11-24' } as const;
		expect(await refusalOf(listCalendar(db.db, employee, asked, townNow))).toBe(
			'Forbidden errors_forbidden'
		);
	});
});

describe('a freeze', () => {
	const input = {
		name: { et: 'Aastavahetus', ru: 'Новый год' },
		reason: 'Palgad ja aruanded',
		startsAt: new Date('2026-12-20T22:00:00Z'),
		endsAt: new Date('2027-01-04T22:00:00Z')
	};

	test('is declared, shown, and called off once', async () => {
		const { id } = await addFreeze(db.db, agent, input, clock);
		expect((await month('2026-12-01')).entries).toMatchObject([{ kind: 'freeze', id }]);
		expect((await month('2027-01-01')).entries).toHaveLength(1);
		await endFreeze(db.db, agent, { id }, clock);
		expect((await month('2026-12-01')).entries).toEqual([]);
		expect(await listFreezes(db.db, agent)).toMatchObject([{ id, endedAt: townNow }]);
		expect(await refusalOf(endFreeze(db.db, agent, { id }, clock))).toBe(
			'Conflict notice_plan_error_freeze_ended'
		);
	});

	test('ends after it begins, and is the whole town’s', async () => {
		const never = { ...input, endsAt: input.startsAt };
		expect(await refusalOf(addFreeze(db.db, agent, never, clock))).toBe(
			'Invalid notice_plan_error_end'
		);
		const limited = { ...agent, ...withRole('agent', [owner.unitId]) };
		expect(await refusalOf(addFreeze(db.db, limited, input, clock))).toBe(
			'Forbidden errors_forbidden'
		);
	});
});

describe('the town’s own dates', () => {
	const ics = (...entries: [uid: string, day: string, title: string][]) =>
		[
			'BEGIN:VCALENDAR',
			'VERSION:2.0',
			...entries.flatMap(([uid, day, title]) => [
				'BEGIN:VEVENT',
				`UID:${uid}`,
				`DTSTART;VALUE=DATE:${day}`,
				`SUMMARY:${title}`,
				'END:VEVENT'
			]),
			'END:VCALENDAR'
		].join('\n');
	const payroll = ics(['a', '20261127', 'Palgapäev'], ['b', '20261228', 'Palgapäev']);

	test('are seen before they are taken in, and move by their UID', async () => {
		const first = { name: 'Palgapäevad', ics: payroll };
		expect((await previewTownDates(db.db, agent, first, clock)).rows).toHaveLength(2);
		expect(await listTownCalendars(db.db, agent)).toEqual([]);
		await importTownDates(db.db, agent, first, clock);
		const again = {
			name: 'Palgapäevad',
			ics: ics(['a', '20261127', 'Palgapäev'], ['c', '20270127', 'Palgapäev'])
		};
		expect(await importTownDates(db.db, agent, again, clock)).toMatchObject({
			same: 1,
			rows: [
				{ uid: 'c', does: 'added' },
				{ uid: 'b', does: 'removed' }
			]
		});
		const later = { name: 'Palgapäevad', ics: ics(['a', '20261130', 'Palgapäev']) };
		const { rows } = await importTownDates(db.db, agent, later, clock);
		expect(rows).toMatchObject([{ uid: 'a', does: 'moved' }, { does: 'removed' }]);
		const [calendar] = await listTownCalendars(db.db, agent);
		expect(calendar).toMatchObject({ name: 'Palgapäevad', dates: 1 });
		const shown = (await month()).entries.filter(({ kind }) => kind === 'town');
		expect(shown).toMatchObject([{ title: 'Palgapäev', calendar: 'Palgapäevad' }]);
		await removeTownCalendar(db.db, agent, { id: calendar?.id ?? '' }, clock);
		expect(await listTownCalendars(db.db, agent)).toEqual([]);
	});

	test('come from a calendar, by the whole town’s desk', async () => {
		const none = { name: 'Istungid', ics: 'Volikogu 1. detsembril' };
		expect(await refusalOf(importTownDates(db.db, agent, none, clock))).toBe(
			'Invalid notice_plan_error_ics'
		);
		const input = { name: 'Istungid', ics: payroll };
		expect(await refusalOf(importTownDates(db.db, employee, input, clock))).toBe(
			'Forbidden errors_forbidden'
		);
	});
});
