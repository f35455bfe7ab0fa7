import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { authenticate } from '#lib/server/auth/authenticate.ts';
import { changePassword } from '#lib/server/auth/change-password.ts';
import { endAllSessions } from '#lib/server/auth/end-all-sessions.ts';
import { endSession } from '#lib/server/auth/end-session.ts';
import { openSession } from '#lib/server/auth/open-session.ts';
import { getOwnSecurity, listOwnSessions } from '#lib/server/auth/own-security.ts';
import { sweepAuth } from '#lib/server/auth/sweep-auth.ts';
import { session } from '#lib/server/auth/tables.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { deputy, person, representative } from '#lib/server/people/tables.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { addSomeone, addUnit, browser, PASSWORD, type Someone } from './someone.ts';

let database: TestDatabase;
let mari: Someone;
const start = new Date('2026-11-24T08:00:00Z');
const clock = fixedClock(start);
const after = (minutes: number) => new Date(start.getTime() + minutes * 60_000);

const open = (personId: string, shared = false) =>
	openSession(database.db, { personId, shared, secondFactorAt: null, browser }, start);
const isIn = async (token: string, at: Date) =>
	(await authenticate(database.db, token, at)) !== null;
const actorOf = async (token: string) => {
	const found = await authenticate(database.db, token, start);
	if (!found) throw new Error('No session.');
	return { ...found.actor, sessionId: found.session.id };
};
const endsAt = async (sessionId: string) => {
	const [row] = await database.db.select().from(session).where(eq(session.id, sessionId));
	return row?.expiresAt;
};

beforeAll(async () => {
	database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
	mari = await addSomeone(database.db);
});

describe('a session', () => {
	test('lasts twelve hours and slides when half of them has gone', async () => {
		const { token, sessionId } = await open(mari.id);
		expect(await isIn(token, after(5 * 60))).toBe(true);
		expect(await endsAt(sessionId), 'nothing written in the first half').toEqual(after(12 * 60));
		expect(await isIn(token, after(7 * 60))).toBe(true);
		expect(await endsAt(sessionId)).toEqual(after(19 * 60));
		expect(await isIn(token, after(18 * 60))).toBe(true);
	});

	test('is over and gone after twelve idle hours', async () => {
		const { token, sessionId } = await open(mari.id);
		expect(await isIn(token, after(12 * 60 + 1))).toBe(false);
		expect(await endsAt(sessionId)).toBeUndefined();
	});

	test('on a shared computer ends after thirty idle minutes', async () => {
		const { token } = await open(mari.id, true);
		expect(await isIn(token, after(29))).toBe(true);
		expect(await isIn(token, after(58))).toBe(true);
		expect(await isIn(token, after(89))).toBe(false);
	});

	test('on a shared computer is written at most once a minute', async () => {
		const { token, sessionId } = await open(mari.id, true);
		await isIn(token, after(0.9));
		expect(await endsAt(sessionId)).toEqual(after(30));
		await isIn(token, after(1.1));
		expect(await endsAt(sessionId)).toEqual(after(31.1));
	});

	test('ends at once for somebody who leaves', async () => {
		const { token } = await open(mari.id);
		await database.db.update(person).set({ status: 'left' }).where(eq(person.id, mari.id));
		expect(await isIn(token, start)).toBe(false);
	});

	test('nobody comes in with a made-up token', async () => {
		expect(await isIn('', start)).toBe(false);
		expect(await isIn("' or true --", start)).toBe(false);
	});
});

describe('the actor of a session', () => {
	test('knows subtree of roles, own people, represented units and deputies of the day', async () => {
		const { db } = database;
		const town = await addUnit(db);
		const department = await addUnit(db, [town]);
		const group = await addUnit(db, [town, department]);
		const boss = await addSomeone(db, {
			unitId: group,
			roles: [{ role: 'agent', unitId: department }, { role: 'auditor' }]
		});
		await addSomeone(db, { unitId: group, managerId: boss.id });
		await db
			.insert(representative)
			.values({ id: newId(), personId: boss.id, unitId: department, createdAt: start });
		const away = { personId: mari.id, deputyId: boss.id, createdAt: start };
		await db.insert(deputy).values([
			{ ...away, id: newId(), from: '2026-11-20', until: '2026-11-24' },
			{
				...away,
				id: newId(),
				personId: boss.id,
				deputyId: mari.id,
				from: '2026-11-25',
				until: '2026-11-30'
			}
		]);
		const actor = await actorOf((await open(boss.id)).token);
		expect(actor).toMatchObject({
			personId: boss.id,
			unitId: group,
			unitAncestorIds: [town, department, group],
			isManager: true,
			deputyFor: [mari.id]
		});
		expect(actor.representsUnitIds.sort()).toEqual([department, group].sort());
		expect(actor.roles.find(({ role }) => role === 'agent')?.unitIds?.sort()).toEqual(
			[department, group].sort()
		);
		expect(actor.roles.find(({ role }) => role === 'auditor')?.unitIds).toBeNull();
		const plain = await actorOf((await open(mari.id)).token);
		expect(plain).toMatchObject({
			roles: [],
			isManager: false,
			representsUnitIds: [],
			deputyFor: []
		});
	});

	test("the deputy of tomorrow is not one today, by the town's calendar", async () => {
		const { db } = database;
		const boss = await addSomeone(db);
		await db.insert(deputy).values({
			id: newId(),
			personId: boss.id,
			deputyId: mari.id,
			from: '2026-11-25',
			until: '2026-11-25',
			createdAt: start
		});
		const { token } = await open(mari.id);
		const at = async (moment: string) =>
			(await authenticate(db, token, new Date(moment)))?.actor.deputyFor;
		expect(await at('2026-11-24T12:00:00Z')).toEqual([]);
		expect(await at('2026-11-24T19:59:00Z'), 'before the session ends').toEqual([]);
		const later = await openSession(
			db,
			{ personId: mari.id, shared: false, secondFactorAt: null, browser },
			new Date('2026-11-24T22:00:00Z')
		);
		const night = await authenticate(db, later.token, new Date('2026-11-24T22:05:00Z'));
		expect(night?.actor.deputyFor, 'midnight in the town').toEqual([boss.id]);
	});
});

describe('own sessions', () => {
	test('are listed with this one first, and no token', async () => {
		await open(mari.id, true);
		const { token } = await open(mari.id);
		const actor = await actorOf(token);
		const listed = await listOwnSessions(database.db, actor, start);
		expect(listed.map(({ isThis, shared, browser }) => [isThis, shared, browser])).toEqual([
			[true, false, 'Firefox, Windows'],
			[false, true, 'Firefox, Windows']
		]);
		expect(JSON.stringify(listed)).not.toContain(token);
	});

	test("one can be ended, but never a colleague's", async () => {
		const { token } = await open(mari.id);
		const jaan = await addSomeone(database.db);
		const other = await open(jaan.id);
		const actor = await actorOf(token);
		await expect(
			endSession(database.db, actor, { sessionId: other.sessionId }, clock)
		).rejects.toMatchObject({ code: 'NotFound' });
		expect(await isIn(other.token, start)).toBe(true);
		await endSession(database.db, actor, { sessionId: actor.sessionId }, clock);
		expect(await isIn(token, start)).toBe(false);
	});

	test('"sign out everywhere" ends all of mine and none of others', async () => {
		const mine = [await open(mari.id), await open(mari.id, true)];
		const jaan = await addSomeone(database.db);
		const other = await open(jaan.id);
		const actor = await actorOf(mine[0]?.token ?? '');
		expect(await endAllSessions(database.db, actor, clock)).toBe(2);
		for (const { token } of mine) expect(await isIn(token, start)).toBe(false);
		expect(await isIn(other.token, start)).toBe(true);
	});

	test('a changed password ends the others and keeps this one', async () => {
		const other = await open(mari.id);
		const { token } = await open(mari.id);
		const actor = await actorOf(token);
		const next = 'uus ja pikem salasõna';
		const wrongNow = { current: 'ei ole see', password: next };
		await expect(changePassword(database.db, actor, wrongNow, clock)).rejects.toMatchObject({
			code: 'Invalid',
			issues: { current: ['auth_password_wrong'] }
		});
		const short = { current: PASSWORD, password: 'lühike' };
		await expect(changePassword(database.db, actor, short, clock)).rejects.toMatchObject({
			issues: { password: ['auth_password_too_short'] }
		});
		await changePassword(database.db, actor, { current: PASSWORD, password: next }, clock);
		expect(await isIn(token, start)).toBe(true);
		expect(await isIn(other.token, start)).toBe(false);
		const security = await getOwnSecurity(database.db, actor);
		expect(security).toMatchObject({ passwordSetAt: start, mustHaveTotp: false });
	});

	test('the nightly sweep removes only what has run out', async () => {
		const short = await open(mari.id, true);
		const long = await open(mari.id);
		await sweepAuth({ db: database.db, clock: fixedClock(after(60)) });
		expect(await endsAt(short.sessionId)).toBeUndefined();
		expect(await endsAt(long.sessionId)).toBeDefined();
	});
});
