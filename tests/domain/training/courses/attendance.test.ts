import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#lib/people/actor.ts';
import { auditEntry } from '#lib/server/audit/tables.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { outboxMessage } from '#lib/server/notifications/tables.ts';
import { attendanceCode } from '#lib/server/training/courses/attendance-code.ts';
import { getCodeSecret, getSession } from '#lib/server/training/courses/get-session.ts';
import { cancelSession } from '#lib/server/training/courses/cancel-session.ts';
import { attendByCode, markAttendance } from '#lib/server/training/courses/mark-attendance.ts';
import { rateSession } from '#lib/server/training/courses/rate-session.ts';
import { saveSession } from '#lib/server/training/courses/save-session.ts';
import { askForFeedback } from '#lib/server/training/courses/session-jobs.ts';
import { undoAttendance } from '#lib/server/training/courses/undo-attendance.ts';
import { signUp } from '#lib/server/training/courses/sign-up.ts';
import { assignModule } from '#lib/server/training/duty/assign-module.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { refusalOf } from '#tests/support/refusals.ts';
import { actorOf, smallTown, townNow, withRole, type SmallTown } from '#tests/support/town.ts';
import { school, type School, type SchoolModule } from '../duty/school.ts';

const minutes = (n: number) => new Date(townNow.getTime() + n * 60_000);
const at = (n: number) => fixedClock(minutes(n));
/** The session of these tests begins four hours from now and lasts two. */
const BEGINS = 240;
const ENDS = 360;
let test: TestDatabase;
let town: SmallTown;
let lessons: School;
let taught: SchoolModule;
let planner: Actor;

beforeAll(async () => {
	test = await testDatabase();
	town = await smallTown(test.db);
	lessons = school(test.db);
	taught = await lessons.publish(
		{ key: 'phishing', facts: { completion: 'attended' } },
		{ at: townNow }
	);
	planner = actorOf(await town.addPerson('Author'), withRole('author'));
});
afterAll(() => test.close());
beforeEach(async () => void (await test.db.delete(outboxMessage)));

const somebody = async (name = 'Mari') => actorOf(await town.addPerson(name));

async function plan(seats = 5, teacherId: string | null = null): Promise<string> {
	const session = await saveSession(
		test.db,
		planner,
		{
			moduleId: taught.id,
			placeId: town.hall,
			room: '204',
			teacherId,
			teacherName: teacherId ? '' : 'Kadri Õpetaja',
			locale: 'ru',
			seats,
			startsAt: minutes(BEGINS),
			endsAt: minutes(ENDS),
			signUpUntil: minutes(BEGINS - 60),
			offerHours: 24,
			note: ''
		},
		at(0)
	);
	return session.id;
}

const seated = async (sessionId: string) => {
	const mari = await somebody();
	await signUp(test.db, mari, { sessionId }, at(1));
	return mari;
};
const codeAt = async (sessionId: string, n: number) =>
	attendanceCode(await getCodeSecret(test.db, planner, sessionId), minutes(n));
const stateOf = async (sessionId: string, one: Actor) =>
	(await getSession(test.db, one, sessionId, minutes(0))).mine?.state ?? null;
const mark = (sessionId: string, one: Actor, attended: boolean, n: number, by = planner) =>
	markAttendance(test.db, by, { sessionId, personId: one.personId, attended }, at(n));

describe('attendance by code', () => {
	it('is marked with the code of now and of the half minute before, not with an older one', async () => {
		const sessionId = await plan();
		const [now, before, late] = [
			await seated(sessionId),
			await seated(sessionId),
			await seated(sessionId)
		];
		const code = await codeAt(sessionId, BEGINS);
		await attendByCode(test.db, now, { sessionId, code }, at(BEGINS));
		await attendByCode(test.db, before, { sessionId, code: ` ${code} ` }, at(BEGINS + 0.9));
		expect(await stateOf(sessionId, now)).toBe('attended');
		expect(await stateOf(sessionId, before)).toBe('attended');
		const old = attendByCode(test.db, late, { sessionId, code }, at(BEGINS + 1));
		expect(await refusalOf(old)).toBe('Invalid courses_error_code');
	});

	it('is not marked before half an hour, and not when the session is over', async () => {
		const sessionId = await plan();
		const mari = await seated(sessionId);
		const early = { sessionId, code: await codeAt(sessionId, BEGINS - 31) };
		expect(await refusalOf(attendByCode(test.db, mari, early, at(BEGINS - 31)))).toBe(
			'Conflict courses_error_attendance_closed'
		);
		const after = { sessionId, code: await codeAt(sessionId, ENDS + 1) };
		expect(await refusalOf(attendByCode(test.db, mari, after, at(ENDS + 1)))).toBe(
			'Conflict courses_error_over'
		);
		const inTime = { sessionId, code: await codeAt(sessionId, BEGINS - 30) };
		await attendByCode(test.db, mari, inTime, at(BEGINS - 30));
		expect(await stateOf(sessionId, mari)).toBe('attended');
	});

	it('is marked once, however often it is sent', async () => {
		const sessionId = await plan();
		const mari = await seated(sessionId);
		const code = await codeAt(sessionId, BEGINS);
		await Promise.all(
			[1, 2, 3].map(() => attendByCode(test.db, mari, { sessionId, code }, at(BEGINS)))
		);
		expect(await lessons.completions(mari.personId)).toHaveLength(1);
		const marked = await test.db
			.select({ after: auditEntry.after })
			.from(auditEntry)
			.where(
				and(
					eq(auditEntry.action, 'course.attendance_marked'),
					eq(auditEntry.actorId, mari.personId)
				)
			);
		expect(marked).toEqual([{ after: { personId: mari.personId, state: 'attended', by: 'code' } }]);
	});
});

describe('being there', () => {
	it('completes the module in the language of the course and closes the obligation', async () => {
		const sessionId = await plan();
		const mari = await seated(sessionId);
		const duty = { moduleId: taught.id, personIds: [mari.personId], dueOn: '2026-12-24' };
		await assignModule(test.db, planner, duty, at(0));
		await mark(sessionId, mari, true, BEGINS + 5);
		const standing = await lessons.standing(mari.personId, taught, minutes(BEGINS + 6));
		expect(standing.obligation).toBeNull();
		expect(standing.completion).toMatchObject({ kind: 'attended', locale: 'ru' });
		const [closed] = await lessons.obligations(mari.personId);
		expect(closed?.closedAs).toBe('completed');
	});

	it('is not taken back: the certificate is revoked instead', async () => {
		const sessionId = await plan();
		const mari = await seated(sessionId);
		await mark(sessionId, mari, true, BEGINS);
		expect(await refusalOf(mark(sessionId, mari, false, BEGINS + 5))).toBe(
			'Conflict courses_error_attended'
		);
		await mark(sessionId, mari, true, BEGINS + 5);
		expect(await lessons.completions(mari.personId)).toHaveLength(1);
	});

	it('can be marked after an absence that was a mistake', async () => {
		const sessionId = await plan();
		const mari = await seated(sessionId);
		await mark(sessionId, mari, false, BEGINS + 5);
		expect(await stateOf(sessionId, mari)).toBe('absent');
		expect(await lessons.completions(mari.personId)).toHaveLength(0);
		await mark(sessionId, mari, true, ENDS + 60);
		expect(await stateOf(sessionId, mari)).toBe('attended');
	});

	it('gives a seat to somebody who came without one, while there are any', async () => {
		const sessionId = await plan(2);
		await seated(sessionId);
		const [came, tooMany] = [await somebody(), await somebody()];
		await mark(sessionId, came, true, BEGINS);
		expect(await stateOf(sessionId, came)).toBe('attended');
		expect(await refusalOf(mark(sessionId, tooMany, true, BEGINS))).toBe(
			'Conflict courses_error_full'
		);
	});

	it('is marked by the teacher and by authors, not by a participant', async () => {
		const teacher = await somebody('Teacher');
		const sessionId = await plan(5, teacher.personId);
		const mari = await seated(sessionId);
		expect(await refusalOf(mark(sessionId, mari, true, BEGINS, mari))).toBe(
			'Forbidden errors_forbidden'
		);
		expect(await refusalOf(getCodeSecret(test.db, mari, sessionId))).toBe(
			'Forbidden errors_forbidden'
		);
		await mark(sessionId, mari, true, BEGINS, teacher);
		expect(await stateOf(sessionId, mari)).toBe('attended');
	});

	it('is not marked at a session that was cancelled, nor two weeks later', async () => {
		const sessionId = await plan();
		const mari = await seated(sessionId);
		expect(await refusalOf(mark(sessionId, mari, true, ENDS + 14 * 1440 + 1))).toBe(
			'Conflict courses_error_attendance_closed'
		);
		await cancelSession(test.db, planner, { sessionId, reason: 'Õpetaja on haige' }, at(2));
		expect(await refusalOf(mark(sessionId, mari, true, BEGINS))).toBe(
			'Conflict courses_error_cancelled'
		);
	});
});

describe('what people say of a session', () => {
	it('is asked of those who were there, once, when it is over', async () => {
		const sessionId = await plan();
		const [there, away] = [await seated(sessionId), await seated(sessionId)];
		await mark(sessionId, there, true, BEGINS);
		await mark(sessionId, away, false, BEGINS);
		const asked = async () => {
			const rows = await test.db
				.select({ personId: outboxMessage.personId })
				.from(outboxMessage)
				.where(eq(outboxMessage.kind, 'course.feedback'));
			return rows
				.map(({ personId }) => personId)
				.filter((id) => [there, away].some((one) => one.personId === id));
		};
		await askForFeedback({ db: test.db, clock: at(ENDS - 1) });
		expect(await asked()).toEqual([]);
		await askForFeedback({ db: test.db, clock: at(ENDS) });
		await askForFeedback({ db: test.db, clock: at(ENDS + 60) });
		expect(await asked()).toEqual([there.personId]);
	});

	it('is said by those who were there, and said again it replaces', async () => {
		const sessionId = await plan();
		const mari = await seated(sessionId);
		const early = rateSession(test.db, mari, { sessionId, rating: 5, feedback: '' }, at(BEGINS));
		expect(await refusalOf(early)).toBe('NotFound errors_not_found');
		await mark(sessionId, mari, true, BEGINS);
		await rateSession(test.db, mari, { sessionId, rating: 2, feedback: 'Kiire' }, at(ENDS));
		await rateSession(test.db, mari, { sessionId, rating: 4, feedback: ' Hea ' }, at(ENDS + 1));
		const { mine, people } = await getSession(test.db, mari, sessionId, minutes(ENDS));
		expect(mine).toMatchObject({ rating: 4, feedback: 'Hea' });
		expect(people).toBeNull();
		for (const rating of [0, 6, 2.5, Number.NaN]) {
			const wrong = rateSession(test.db, mari, { sessionId, rating, feedback: '' }, at(ENDS));
			expect(await refusalOf(wrong)).toBe('Invalid errors_choose');
		}
	});

	it('waits for the session when somebody came before it began', async () => {
		const sessionId = await plan();
		const mari = await seated(sessionId);
		await mark(sessionId, mari, true, BEGINS - 20);
		const early = { sessionId, rating: 5, feedback: '' };
		expect(await refusalOf(rateSession(test.db, mari, early, at(BEGINS - 10)))).toBe(
			'Conflict courses_error_not_begun'
		);
	});
});

describe('a wrong tap', () => {
	const undo = (sessionId: string, one: Actor, n: number, by = planner) =>
		undoAttendance(test.db, by, { sessionId, personId: one.personId }, at(n));

	it('is taken back within ten minutes: the proof is revoked, the duty open again, the row kept', async () => {
		const sessionId = await plan();
		const mari = await seated(sessionId);
		await assignModule(
			test.db,
			planner,
			{ moduleId: taught.id, personIds: [mari.personId], requestNumber: 77 },
			at(1)
		);
		await mark(sessionId, mari, true, BEGINS);
		const [before] = await lessons.completions(mari.personId);
		const page = await getSession(test.db, planner, sessionId, minutes(BEGINS + 9));
		expect(page.people?.[0]?.mayUndo).toBe(true);
		await undo(sessionId, mari, BEGINS + 9);
		expect(await stateOf(sessionId, mari)).toBe('seated');
		const [after] = await lessons.completions(mari.personId);
		const { revokedAt, revokedById, revokeReason, ...kept } = after ?? {};
		expect(before).toMatchObject(kept);
		expect({ revokedById, revokeReason }).toEqual({
			revokedById: planner.personId,
			revokeReason: 'Отмечено по ошибке'
		});
		expect(revokedAt).toEqual(minutes(BEGINS + 9));
		expect(await lessons.obligations(mari.personId)).toMatchObject([
			{ cycle: 1, closedAs: 'completed' },
			{ cycle: 2, closedAs: null, origin: 'request', requestNumber: 77 }
		]);
		const audits = await test.db
			.select({ after: auditEntry.after })
			.from(auditEntry)
			.where(eq(auditEntry.action, 'course.attendance_undone'));
		expect(audits).toEqual([{ after: { personId: mari.personId, state: 'seated' } }]);
		await mark(sessionId, mari, true, BEGINS + 12);
		expect(await lessons.completions(mari.personId)).toMatchObject([
			{ revokeReason: 'Отмечено по ошибке' },
			{ revokedAt: null }
		]);
	});

	it('of somebody who had not signed up takes them off the list', async () => {
		const sessionId = await plan();
		const passer = await somebody();
		await mark(sessionId, passer, true, BEGINS);
		await undo(sessionId, passer, BEGINS + 1);
		expect(await stateOf(sessionId, passer)).toBe('given_up');
	});

	it('is not taken back later, twice, by others, or where a code marked it', async () => {
		const sessionId = await plan();
		const [mari, jaan] = [await seated(sessionId), await seated(sessionId)];
		await mark(sessionId, mari, true, BEGINS);
		expect(await refusalOf(undo(sessionId, mari, BEGINS + 1, mari))).toContain('Forbidden');
		const late = 'Conflict courses_error_undo_late';
		expect(await refusalOf(undo(sessionId, mari, BEGINS + 10))).toBe(late);
		await undo(sessionId, mari, BEGINS + 2);
		expect(await refusalOf(undo(sessionId, mari, BEGINS + 2))).toBe(late);
		const code = await codeAt(sessionId, BEGINS);
		await attendByCode(test.db, jaan, { sessionId, code }, at(BEGINS));
		expect(await refusalOf(undo(sessionId, jaan, BEGINS + 1))).toBe(late);
	});
});
