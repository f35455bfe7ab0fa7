import { desc, eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { systemActor } from '#lib/people/actor.ts';
import { recordAudits } from '#lib/server/audit/record-audit.ts';
import { auditEntry } from '#lib/server/audit/tables.ts';
import { authenticate } from '#lib/server/auth/authenticate.ts';
import { signIn, type SignInInput } from '#lib/server/auth/sign-in.ts';
import { attemptCounter, session } from '#lib/server/auth/tables.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { bellEntry } from '#lib/server/notifications/tables.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { addSomeone, browser, PASSWORD, type Someone } from './someone.ts';

let database: TestDatabase;
let mari: Someone;
const clock = fixedClock('2026-11-24T08:00:00Z');

const attempt = (more: Partial<SignInInput> = {}) =>
	signIn(
		database.db,
		{ email: mari.email, password: PASSWORD, shared: false, browser, ...more },
		clock
	);
const wrong = (more: Partial<SignInInput> = {}) => attempt({ password: 'vale salasõna', ...more });
const pass = (minutes: number) => vi.setSystemTime(Date.now() + minutes * 60_000);

beforeAll(async () => {
	database = await testDatabase();
	mari = await addSomeone(database.db);
});
afterAll(() => database.close());
beforeEach(async () => {
	vi.useFakeTimers({ toFake: ['Date'], now: clock.now() });
	await database.db.delete(attemptCounter);
	await database.db.delete(session);
});
afterEach(() => void vi.useRealTimers());

describe('signing in', () => {
	test('opens a session that the cookie alone can use', async () => {
		const result = await attempt();
		if (result.outcome !== 'signed_in') throw new Error(result.outcome);
		const found = await authenticate(database.db, result.token, clock.now());
		expect(found?.actor.personId).toBe(mari.id);
		expect(found?.session).toMatchObject({ shared: false, secondFactorRequired: false });
	});

	test('takes the address in any case and with spaces around it', async () => {
		expect(await attempt({ email: ` ${mari.email.toUpperCase()} ` })).toMatchObject({
			outcome: 'signed_in'
		});
	});

	test('stores only the hash of the token', async () => {
		const result = await attempt();
		if (result.outcome !== 'signed_in') throw new Error(result.outcome);
		const [row] = await database.db.select().from(session);
		expect(row?.id).toMatch(/^[0-9a-f]{64}$/);
		expect(JSON.stringify(row)).not.toContain(result.token);
		expect(await authenticate(database.db, row?.id ?? '', clock.now())).toBeNull();
	});

	test('never keeps the session that the browser came with', async () => {
		const first = await attempt();
		if (first.outcome !== 'signed_in') throw new Error(first.outcome);
		const second = await attempt({ replacesToken: first.token });
		if (second.outcome !== 'signed_in') throw new Error(second.outcome);
		expect(second.token).not.toBe(first.token);
		expect(await authenticate(database.db, first.token, clock.now())).toBeNull();
	});

	test('tells the person of a browser never seen before, and not of the usual one', async () => {
		const jaan = await addSomeone(database.db);
		const from = (ip: string) => attempt({ email: jaan.email, browser: { ...browser, ip } });
		const told = () => database.db.$count(bellEntry, eq(bellEntry.personId, jaan.id));
		await from('10.0.0.7');
		await from('10.0.200.1');
		expect(await told()).toBe(0);
		await from('198.51.100.4');
		expect(await told()).toBe(1);
		await from('198.51.100.9');
		expect(await told()).toBe(1);
	});

	test('leaves a trail without the password', async () => {
		await attempt();
		await wrong();
		const rows = await database.db
			.select()
			.from(auditEntry)
			.where(eq(auditEntry.recordId, mari.id))
			.orderBy(desc(auditEntry.seq))
			.limit(2);
		expect(rows.map((row) => [row.action, row.actorId, row.ip])).toEqual([
			['session.refused', null, browser.ip],
			['session.started', mari.id, browser.ip]
		]);
		expect(JSON.stringify(rows)).not.toMatch(/tuulevaikne|vale salas/);
	});
});

describe('everybody who may not come in hears the same', () => {
	test('unknown address, wrong password, no password yet, gone from the town', async () => {
		const invited = await addSomeone(database.db, { withoutPassword: true });
		const gone = await addSomeone(database.db, { status: 'left' });
		const answers = [
			await attempt({ email: 'ei.keegi@linn.example' }),
			await wrong(),
			await attempt({ email: invited.email }),
			await attempt({ email: gone.email })
		];
		for (const answer of answers) expect(answer).toEqual({ outcome: 'refused' });
	});

	test('an unknown address is slowed down and locked like a known one', async () => {
		const known = [];
		const unknown = [];
		for (let n = 0; n < 12; n++) {
			known.push(await wrong({ browser: { ...browser, ip: '10.0.0.8' } }));
			unknown.push(
				await wrong({
					email: 'ei.keegi@linn.example',
					browser: { ...browser, ip: '10.0.0.9' }
				})
			);
		}
		expect(unknown).toEqual(known);
		expect(known.at(-1)).toMatchObject({ outcome: 'wait' });
	});
});

describe('too many tries', () => {
	test('five in a minute ask to wait a minute, and then the right password works', async () => {
		for (let n = 0; n < 5; n++) expect(await wrong()).toEqual({ outcome: 'refused' });
		expect(await attempt()).toEqual({ outcome: 'wait', seconds: 60 });
		pass(1.1);
		expect(await attempt()).toMatchObject({ outcome: 'signed_in' });
	});

	test('ten lock the account for a quarter of an hour, say so in the log, and then it opens', async () => {
		for (let n = 0; n < 10; n++) {
			await wrong();
			pass(0.3);
		}
		expect(await attempt()).toMatchObject({ outcome: 'wait' });
		pass(1.1);
		expect(await attempt(), 'slow-down is over, the lock is not').toMatchObject({
			outcome: 'wait'
		});
		const locks = await database.db
			.select()
			.from(auditEntry)
			.where(eq(auditEntry.action, 'session.locked_out'));
		expect(locks.filter((row) => row.recordId === mari.id).length).toBeGreaterThanOrEqual(1);
		pass(15);
		expect(await attempt()).toMatchObject({ outcome: 'signed_in' });
	});

	test('typing wrong passwords elsewhere keeps nobody out', async () => {
		const elsewhere = { ...browser, ip: '203.0.113.7' };
		for (let n = 0; n < 12; n++) await wrong({ browser: elsewhere });
		expect(await attempt({ browser: elsewhere })).toMatchObject({ outcome: 'wait' });
		expect(await attempt()).toMatchObject({ outcome: 'signed_in' });
	});

	test('an account tried from many addresses opens only where its owner was before', async () => {
		const anna = await addSomeone(database.db);
		const as = (more: Partial<SignInInput>) => attempt({ email: anna.email, ...more });
		const from = (n: number) => ({ ...browser, ip: `203.0.113.${n}` });
		expect(await as({})).toMatchObject({ outcome: 'signed_in' });
		const guess = (n: number) => as({ browser: from(n), password: 'vale salasõna' });
		for (let n = 0; n < 30; n++) expect(await guess(n)).toEqual({ outcome: 'refused' });
		expect(await guess(30)).toMatchObject({ outcome: 'wait' });
		expect(await as({ browser: from(31) }), 'the right password').toMatchObject({
			outcome: 'wait'
		});
		expect(await as({}), 'at her own desk').toMatchObject({ outcome: 'signed_in' });
	});

	test('an account that nobody has closes in the same way', async () => {
		const answers = [];
		for (let n = 0; n < 32; n++) {
			const email = 'ei.keegi@linn.example';
			answers.push(await wrong({ email, browser: { ...browser, ip: `203.0.113.${n}` } }));
		}
		expect(answers.map(({ outcome }) => outcome)).toEqual([
			...Array.from({ length: 30 }, () => 'refused'),
			'wait',
			'wait'
		]);
	});

	test('many refusals do not hide where somebody signs in from', async () => {
		const piret = await addSomeone(database.db);
		const as = (ip: string) => attempt({ email: piret.email, browser: { ...browser, ip } });
		const told = () => database.db.$count(bellEntry, eq(bellEntry.personId, piret.id));
		await as('10.0.0.7');
		const refused = { actor: systemActor, action: 'session.refused', noun: 'session' };
		await database.db.transaction((tx) =>
			recordAudits(
				tx,
				Array.from({ length: 210 }, () => ({ ...refused, recordId: piret.id, at: clock.now() }))
			)
		);
		await as('198.51.100.4');
		expect(await told()).toBe(1);
	});

	test('tries at once are counted one by one', async () => {
		const answers = await Promise.all(Array.from({ length: 20 }, () => wrong()));
		expect(answers.filter((answer) => answer.outcome === 'refused').length).toBeLessThanOrEqual(5);
	});

	test(
		'one address that tries many accounts waits, a colleague elsewhere does not',
		{ timeout: 60_000 },
		async () => {
			for (let n = 0; n < 100; n++) {
				await database.db.delete(session);
				await wrong({ email: `proovija${n}@linn.example` });
			}
			expect(await attempt()).toMatchObject({ outcome: 'wait' });
			expect(await attempt({ browser: { ...browser, ip: '10.9.9.9' } })).toMatchObject({
				outcome: 'signed_in'
			});
		}
	);

	test('success forgets the tries before it', async () => {
		for (let round = 0; round < 4; round++) {
			for (let n = 0; n < 4; n++) await wrong();
			expect(await attempt()).toMatchObject({ outcome: 'signed_in' });
		}
	});

	test('what was typed as an address is not kept readable', async () => {
		await wrong({ email: 'minu salasõna on siin' });
		const rows = await database.db.select().from(attemptCounter);
		expect(JSON.stringify(rows)).not.toContain('minu salas');
	});
});
