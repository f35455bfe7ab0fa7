import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fixedClock } from '#lib/server/clock.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { outboxMessage } from '#lib/server/notifications/tables.ts';
import { cancelSession } from '#lib/server/training/courses/cancel-session.ts';
import { giveUpSeat } from '#lib/server/training/courses/give-up-seat.ts';
import { saveSession, type SessionInput } from '#lib/server/training/courses/save-session.ts';
import { passOnOffers, remindOfSessions } from '#lib/server/training/courses/session-jobs.ts';
import { signUp } from '#lib/server/training/courses/sign-up.ts';
import { courseSeat } from '#lib/server/training/courses/tables.ts';
import { trainingModule } from '#lib/server/training/modules/tables.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { refusalOf } from '#tests/support/refusals.ts';
import { actorOf, smallTown, townNow, withRole, type SmallTown } from '#tests/support/town.ts';

const hours = (n: number) => new Date(townNow.getTime() + n * 3_600_000);
const at = (n: number) => fixedClock(hours(n));
let test: TestDatabase;
let town: SmallTown;
let moduleId: string;

beforeAll(async () => {
	test = await testDatabase({ max: 20 });
	town = await smallTown(test.db);
	moduleId = newId();
	await test.db.insert(trainingModule).values({
		id: moduleId,
		key: 'phishing',
		slug: 'phishing',
		source: 'files',
		titles: { et: 'Õngitsuskirjad', ru: 'Фишинг' },
		facts: {
			key: 'phishing',
			source: 'et',
			version: '1.0.0',
			change: 'major',
			changeNote: '',
			minutes: 10,
			software: [],
			audience: [],
			prerequisites: [],
			dueDays: null,
			validity: null,
			completion: 'attended',
			passMark: 80,
			attempts: null,
			waitHours: 0,
			reviewBy: null,
			owner: ''
		},
		updatedAt: townNow
	});
});
afterAll(() => test.close());
beforeEach(async () => void (await test.db.delete(outboxMessage)));

const author = async () => actorOf(await town.addPerson('Author'), withRole('author'));
const somebody = async (name = 'Mari') => actorOf(await town.addPerson(name));

const input = (more: Partial<SessionInput> = {}): SessionInput => ({
	moduleId,
	placeId: town.hall,
	room: '204',
	teacherId: null,
	teacherName: 'Kadri Õpetaja',
	locale: 'et',
	seats: 1,
	startsAt: hours(72),
	endsAt: hours(74),
	signUpUntil: hours(48),
	offerHours: 24,
	note: '',
	...more
});

const plan = async (more: Partial<SessionInput> = {}) =>
	saveSession(test.db, await author(), input(more), at(0));

const statesOf = async (sessionId: string) => {
	const rows = await test.db.select().from(courseSeat).where(eq(courseSeat.sessionId, sessionId));
	return Object.fromEntries(rows.map((row) => [row.personId, row.state]));
};

const letters = (kind: 'course.seat_given' | 'course.changed' | 'course.cancelled') =>
	test.db.select().from(outboxMessage).where(eq(outboxMessage.kind, kind));

describe('seats of a session', () => {
	it('are given first come first, and then there is a waiting list', async () => {
		const { id } = await plan();
		const [first, second] = [await somebody(), await somebody()];
		expect(await signUp(test.db, first, { sessionId: id }, at(1))).toEqual({ state: 'seated' });
		expect(await signUp(test.db, second, { sessionId: id }, at(2))).toEqual({ state: 'waiting' });
		expect(await signUp(test.db, first, { sessionId: id }, at(3))).toEqual({ state: 'seated' });
	});

	it('are never given twice, however many ask at once', async () => {
		const { id } = await plan({ seats: 3 });
		const people = await Promise.all(Array.from({ length: 12 }, () => somebody()));
		const given = await Promise.all(
			people.map((one) => signUp(test.db, one, { sessionId: id }, at(1)))
		);
		expect(given.filter(({ state }) => state === 'seated')).toHaveLength(3);
		expect(given.filter(({ state }) => state === 'waiting')).toHaveLength(9);
	});

	it('go to the next by an offer with a deadline, and on when it is let go', async () => {
		const { id } = await plan();
		const [first, second, third] = [await somebody(), await somebody(), await somebody()];
		for (const [hour, one] of [first, second, third].entries())
			await signUp(test.db, one, { sessionId: id }, at(hour));
		await giveUpSeat(test.db, first, { sessionId: id }, at(4));
		expect((await statesOf(id))[second.personId]).toBe('offered');
		await passOnOffers({ db: test.db, clock: at(5) });
		expect((await statesOf(id))[second.personId]).toBe('offered');
		await passOnOffers({ db: test.db, clock: at(29) });
		const states = await statesOf(id);
		expect([states[second.personId], states[third.personId]]).toEqual(['given_up', 'offered']);
		expect(await signUp(test.db, third, { sessionId: id }, at(30))).toEqual({ state: 'seated' });
	});

	it('offered are taken from nobody: who signs up late waits', async () => {
		const { id } = await plan();
		const [first, second, late] = [await somebody(), await somebody(), await somebody()];
		await signUp(test.db, first, { sessionId: id }, at(0));
		await signUp(test.db, second, { sessionId: id }, at(1));
		await giveUpSeat(test.db, first, { sessionId: id }, at(2));
		expect(await signUp(test.db, late, { sessionId: id }, at(3))).toEqual({ state: 'waiting' });
	});

	it('are offered when there are more of them', async () => {
		const planner = await author();
		const { id } = await saveSession(test.db, planner, input(), at(0));
		const [first, second] = [await somebody(), await somebody()];
		await signUp(test.db, first, { sessionId: id }, at(0));
		await signUp(test.db, second, { sessionId: id }, at(1));
		await saveSession(test.db, planner, input({ id, seats: 2 }), at(2));
		expect((await statesOf(id))[second.personId]).toBe('offered');
	});

	it('cannot be asked for by a stranger', async () => {
		const { id } = await plan();
		const [mari, stranger] = [await somebody(), await somebody('Stranger')];
		const asked = { sessionId: id, personId: mari.personId };
		expect(await refusalOf(signUp(test.db, stranger, asked, at(1)))).toBe(
			'Forbidden errors_forbidden'
		);
	});

	it('are not given when the day for signing up is over, but an offer made may be taken', async () => {
		const { id } = await plan();
		const [first, second] = [await somebody(), await somebody()];
		await signUp(test.db, first, { sessionId: id }, at(1));
		await signUp(test.db, second, { sessionId: id }, at(2));
		const late = signUp(test.db, await somebody(), { sessionId: id }, at(50));
		expect(await refusalOf(late)).toBe('Conflict courses_error_sign_up_over');
		await giveUpSeat(test.db, first, { sessionId: id }, at(51));
		expect(await signUp(test.db, second, { sessionId: id }, at(52))).toEqual({ state: 'seated' });
	});

	it('are not given once the session has begun', async () => {
		const { id } = await plan();
		expect(await refusalOf(signUp(test.db, await somebody(), { sessionId: id }, at(73)))).toBe(
			'Conflict courses_error_sign_up_over'
		);
	});
});

describe('a session in the calendar', () => {
	it('keeps its UID and raises its sequence when it moves and when it is cancelled', async () => {
		const planner = await author();
		const { id } = await saveSession(test.db, planner, input(), at(0));
		const mari = await somebody();
		await signUp(test.db, mari, { sessionId: id }, at(1));
		await saveSession(test.db, planner, input({ id, startsAt: hours(73) }), at(2));
		await cancelSession(test.db, planner, { sessionId: id, reason: 'Õpetaja on haige' }, at(3));
		const [given] = await letters('course.seat_given');
		const [moved] = await letters('course.changed');
		const [gone] = await letters('course.cancelled');
		expect([given, moved, gone].map((one) => one?.calendar?.method)).toEqual([
			'REQUEST',
			'REQUEST',
			'CANCEL'
		]);
		const parts = (name: string) =>
			[given, moved, gone].map((one) =>
				new RegExp(`^${name}:(.*)$`, 'm').exec(one?.calendar?.content ?? '')?.[1]?.trim()
			);
		expect(new Set(parts('UID'))).toHaveLength(1);
		expect(parts('SEQUENCE')).toEqual(['0', '1', '2']);
		expect(parts('STATUS')).toEqual(['CONFIRMED', 'CONFIRMED', 'CANCELLED']);
		expect(gone?.body).toContain('Õpetaja on haige');
	});

	it('is not sent again for a note', async () => {
		const planner = await author();
		const { id } = await saveSession(test.db, planner, input(), at(0));
		await signUp(test.db, await somebody(), { sessionId: id }, at(1));
		await saveSession(test.db, planner, input({ id, note: 'Võta ID-kaart kaasa' }), at(2));
		expect(await letters('course.changed')).toEqual([]);
	});
});

describe('planning a session', () => {
	it('is for authors, and says everything that is wrong', async () => {
		expect(await refusalOf(saveSession(test.db, await somebody(), input(), at(0)))).toBe(
			'Forbidden errors_forbidden'
		);
		const wrong = input({ endsAt: hours(70), signUpUntil: hours(90), seats: 0 });
		expect(await refusalOf(saveSession(test.db, await author(), wrong, at(0)))).toBe(
			'Invalid courses_error_end_before_start courses_error_sign_up_late courses_error_seats'
		);
	});

	it('does not take a seat from whoever has one, and does not overwrite a colleague', async () => {
		const planner = await author();
		const { id } = await saveSession(test.db, planner, input({ seats: 2 }), at(0));
		await signUp(test.db, await somebody(), { sessionId: id }, at(1));
		await signUp(test.db, await somebody(), { sessionId: id }, at(1));
		const fewer = saveSession(test.db, planner, input({ id, seats: 1 }), at(2));
		expect(await refusalOf(fewer)).toBe('Invalid courses_error_seats_taken');
		await saveSession(test.db, planner, input({ id, seen: 0, seats: 2, note: 'a' }), at(2));
		const stale = saveSession(test.db, planner, input({ id, seen: 0, seats: 2 }), at(2));
		expect(await refusalOf(stale)).toBe('Conflict courses_error_changed');
	});
});

it('people are reminded of a session once', async () => {
	const { id } = await plan();
	const mari = await somebody();
	await signUp(test.db, mari, { sessionId: id }, at(1));
	await remindOfSessions({ db: test.db, clock: at(20) });
	const reminders = () =>
		test.db
			.select()
			.from(outboxMessage)
			.where(
				and(eq(outboxMessage.kind, 'course.reminder'), eq(outboxMessage.personId, mari.personId))
			);
	expect(await reminders()).toHaveLength(0);
	await remindOfSessions({ db: test.db, clock: at(50) });
	await remindOfSessions({ db: test.db, clock: at(51) });
	expect(await reminders()).toHaveLength(1);
});
