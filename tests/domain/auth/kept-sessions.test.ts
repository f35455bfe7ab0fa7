import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { endAllSessions } from '#lib/server/auth/end-all-sessions.ts';
import { endSession } from '#lib/server/auth/end-session.ts';
import { authenticateKept, forgetSessions } from '#lib/server/auth/kept-sessions.ts';
import { openSession } from '#lib/server/auth/open-session.ts';
import { credential, session } from '#lib/server/auth/tables.ts';
import { openDb, type OpenDatabase } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { startLive, type Live } from '#lib/server/live/start-live.ts';
import { notify } from '#lib/server/notifications/notify.ts';
import { deputy, person, representative, roleGrant } from '#lib/server/people/tables.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { addSomeone, addUnit, browser } from './someone.ts';

const now = new Date('2026-11-24T08:00:00Z');
let here: TestDatabase;
let elsewhere: OpenDatabase;
let lives: Live[];
let asked = 0;

beforeAll(async () => {
	here = await testDatabase();
	elsewhere = openDb(here.url, { max: 2 });
	lives = [startLive(here.db), startLive(elsewhere.db)];
	await Promise.all(lives.map(({ listener }) => listener.ready));
	const { unsafe } = elsewhere.sql;
	elsewhere.db.$client.unsafe = ((...args: Parameters<typeof unsafe>) => {
		asked += 1;
		return unsafe(...args);
	}) as typeof unsafe;
});
afterAll(async () => {
	await Promise.all(lives.map(({ listener }) => listener.stop()));
	await elsewhere.close();
	await here.close();
});

/** Somebody who is signed in and known to the other process. */
async function known() {
	const someone = await addSomeone(here.db);
	const given = { personId: someone.id, shared: false, secondFactorAt: now, browser };
	const { token } = await openSession(here.db, given, now);
	const there = (at = now) => authenticateKept(elsewhere.db, token, at);
	// What made them is announced as well, and may be heard late.
	await new Promise((done) => setTimeout(done, 50));
	const found = await there();
	if (!found) throw new Error('Nobody holds the cookie.');
	const actor = { ...found.actor, sessionId: found.session.id };
	return { ...someone, token, there, actor };
}

/** What the other process says as soon as it has heard: long before it would have asked by itself. */
const soon = <T>(say: () => Promise<T>, is: T) =>
	vi.waitFor(async () => expect(await say()).toEqual(is), { timeout: 2000, interval: 5 });

test('who holds a cookie is asked once in fifteen seconds', async () => {
	const { there } = await known();
	asked = 0;
	for (let time = 0; time < 5; time += 1) expect(await there()).not.toBeNull();
	expect(asked).toBe(0);
	expect(await there(new Date(now.getTime() + 15_000))).not.toBeNull();
	expect(asked).toBe(1);
});

test('a process that hears nothing asks about every cookie', async () => {
	const deaf = openDb(here.url, { max: 1 });
	const { token } = await known();
	expect(await authenticateKept(deaf.db, token, now)).not.toBeNull();
	await here.db.delete(session);
	expect(await authenticateKept(deaf.db, token, now)).toBeNull();
	await deaf.close();
});

test('a process that has stopped hearing asks again', async () => {
	const own = openDb(here.url, { max: 1 });
	const live = startLive(own.db);
	await live.listener.ready;
	const { token, id } = await known();
	expect(await authenticateKept(own.db, token, now)).not.toBeNull();
	await live.listener.stop();
	await here.db.delete(session).where(eq(session.personId, id));
	expect(await authenticateKept(own.db, token, now)).toBeNull();
	await own.close();
});

test('signing out in one process ends the session in the other', async () => {
	const { actor, there } = await known();
	await endSession(here.db, actor, { sessionId: actor.sessionId });
	await soon(there, null);
});

test('signing out everywhere does too', async () => {
	const { actor, there } = await known();
	await endAllSessions(here.db, actor);
	await soon(there, null);
});

test('in the process that answered the form it holds at once', async () => {
	const { actor, token } = await known();
	expect(await authenticateKept(here.db, token, now)).not.toBeNull();
	await endSession(here.db, actor, { sessionId: actor.sessionId });
	forgetSessions(here.db);
	expect(await authenticateKept(here.db, token, now)).toBeNull();
});

test('who has left is nobody in every process', async () => {
	const { id, there } = await known();
	await here.db.update(person).set({ status: 'left' }).where(eq(person.id, id));
	await soon(there, null);
});

test('a role given and taken is a role given and taken in every process', async () => {
	const { id, there } = await known();
	const roles = async () => (await there())?.actor.roles.map(({ role }) => role);
	await here.db
		.insert(roleGrant)
		.values({ id: newId(), personId: id, role: 'agent', createdAt: now });
	await soon(roles, ['agent']);
	await here.db.delete(roleGrant).where(eq(roleGrant.personId, id));
	await soon(roles, []);
});

test('deputies and representatives are known in every process', async () => {
	const { id, there } = await known();
	const boss = await addSomeone(here.db);
	await there();
	const away = { id: newId(), personId: boss.id, deputyId: id, createdAt: now };
	await here.db.insert(deputy).values({ ...away, from: '2026-11-23', until: '2026-11-25' });
	await soon(async () => (await there())?.actor.deputyFor, [boss.id]);
	const unitId = await addUnit(here.db);
	await here.db
		.insert(representative)
		.values({ id: newId(), personId: id, unitId, createdAt: now });
	await soon(async () => (await there())?.actor.representsUnitIds, [unitId]);
});

test('a second factor that was set up, and one that was passed, are known in every process', async () => {
	const { id, there } = await known();
	const state = async () => {
		const { secondFactorDone, secondFactorRequired } = (await there())?.session ?? {};
		return { secondFactorDone, secondFactorRequired };
	};
	const set = here.db.update(credential).set({ totpConfirmedAt: now });
	await set.where(eq(credential.personId, id));
	await soon(state, { secondFactorDone: true, secondFactorRequired: true });
	await here.db.update(session).set({ secondFactorAt: null }).where(eq(session.personId, id));
	await soon(state, { secondFactorDone: false, secondFactorRequired: true });
});

test('the bell counts what came while its reader was known', async () => {
	const { id, there } = await known();
	await here.db.transaction((tx) =>
		notify(tx, {
			kind: 'request.approved',
			recipients: [id],
			subject: { noun: 'request', id: 'r1', href: '/requests/IT-1' },
			params: { number: 'IT-1', title: 'x', who: 'y' },
			at: now
		})
	);
	await soon(async () => (await there())?.session.unread, 1);
});

test('a session is over when its time is up, though it was known', async () => {
	const { id, token, there } = await known();
	// As on a shared computer, where an end is not moved twice a minute.
	const soonOver = { shared: true, lastSeenAt: now, expiresAt: new Date(now.getTime() + 5000) };
	await here.db.update(session).set(soonOver).where(eq(session.personId, id));
	const end = async () => (await there())?.session.expiresAt;
	await soon(end, soonOver.expiresAt);
	expect(await authenticateKept(elsewhere.db, token, new Date(now.getTime() + 5001))).toBeNull();
});
