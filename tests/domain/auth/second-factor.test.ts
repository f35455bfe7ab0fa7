import { eq } from 'drizzle-orm';
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Actor, Role } from '#lib/people/actor.ts';
import { auditEntry } from '#lib/server/audit/tables.ts';
import { authenticate } from '#lib/server/auth/authenticate.ts';
import { confirmTotp } from '#lib/server/auth/confirm-totp.ts';
import { disableTotp } from '#lib/server/auth/disable-totp.ts';
import { openSession } from '#lib/server/auth/open-session.ts';
import { renewRecoveryCodes } from '#lib/server/auth/renew-recovery-codes.ts';
import { recoveryCode } from '#lib/server/auth/tables.ts';
import { proposeTotp } from '#lib/server/auth/totp.ts';
import { verifySecondFactor } from '#lib/server/auth/verify-second-factor.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { addSomeone, browser, PASSWORD } from './someone.ts';

let database: TestDatabase;
const start = new Date('2026-11-24T08:00:00Z');
const clock = fixedClock(start);

const codeAt = (secret: string, at = clock.now()) =>
	new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at.getTime() });

type SignedIn = { actor: Actor; token: string };

async function who(token: string) {
	const found = await authenticate(database.db, token, clock.now(), false);
	if (!found) throw new Error('No session.');
	return {
		...found,
		actor: { ...found.actor, sessionId: found.session.id, ip: browser.ip }
	};
}
async function comeIn(personId: string): Promise<SignedIn> {
	const { token } = await openSession(
		database.db,
		{ personId, shared: true, secondFactorAt: null, browser },
		clock.now()
	);
	return { actor: (await who(token)).actor, token };
}
async function newcomer(...roles: Role[]): Promise<SignedIn> {
	const { id } = await addSomeone(database.db, { roles: roles.map((role) => ({ role })) });
	return comeIn(id);
}
async function enrol({ actor, token }: SignedIn, password: string | null = null) {
	const { secret } = proposeTotp(actor.email);
	const input = { secret, code: codeAt(secret), password, browser, token };
	return { secret, ...(await confirmTotp(database.db, actor, input, clock)) };
}
const verify = ({ actor, token }: SignedIn, code: string) =>
	verifySecondFactor(database.db, actor, { code, browser, token }, clock);
const later = (minutes: number) => clock.set(new Date(clock.now().getTime() + minutes * 60_000));

beforeAll(async () => {
	database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(() => clock.set(start));

describe('who is asked', () => {
	test.each<[Role, boolean]>([
		['agent', true],
		['author', true],
		['admin', true],
		['auditor', false]
	])('%s: %s', async (role, required) => {
		const { token } = await newcomer(role);
		expect((await who(token)).session).toMatchObject({
			secondFactorRequired: required,
			secondFactorDone: false
		});
	});

	test('an employee who set one up by choice, and nobody in the sample', async () => {
		const employee = await newcomer();
		expect((await who(employee.token)).session.secondFactorRequired).toBe(false);
		const { token } = await enrol(employee, PASSWORD);
		expect((await who(token)).session).toMatchObject({
			secondFactorRequired: true,
			secondFactorDone: true
		});
		const sample = await authenticate(database.db, token, clock.now(), true);
		expect(sample?.session.secondFactorRequired).toBe(false);
	});
});

describe('setting up', () => {
	test('passes the gate under a new token, keeps "shared", and gives ten codes', async () => {
		const agent = await newcomer('agent');
		const { token, recoveryCodes } = await enrol(agent);
		expect(token).not.toBe(agent.token);
		expect(await authenticate(database.db, agent.token, clock.now())).toBeNull();
		expect((await who(token)).session).toMatchObject({ secondFactorDone: true, shared: true });
		expect(new Set(recoveryCodes).size).toBe(10);
		const stored = await database.db.select().from(recoveryCode);
		for (const code of recoveryCodes) expect(JSON.stringify(stored)).not.toContain(code);
	});

	test('wants a code made with the secret', async () => {
		const agent = await newcomer('agent');
		const { secret } = proposeTotp(agent.actor.email);
		const input = { secret, code: '000000', password: null, browser, token: agent.token };
		await expect(confirmTotp(database.db, agent.actor, input, clock)).rejects.toMatchObject({
			issues: { code: ['auth_code_wrong'] }
		});
	});

	test('does not replace one in force without the password', async () => {
		const agent = await newcomer('agent');
		await enrol(agent);
		const again = await comeIn(agent.actor.personId);
		await expect(enrol(again)).rejects.toMatchObject({ messageKey: 'auth_totp_already' });
		await expect(enrol(again, 'ei ole see')).rejects.toMatchObject({ code: 'Invalid' });
		const { token } = await enrol(again, PASSWORD);
		expect((await who(token)).session.secondFactorDone).toBe(true);
	});

	test('is given up with the password, but not by those who must have it', async () => {
		const employee = await newcomer();
		const { token } = await enrol(employee, PASSWORD);
		await disableTotp(database.db, employee.actor, { password: PASSWORD }, clock);
		expect((await who(token)).session.secondFactorRequired).toBe(false);
		const agent = await newcomer('agent');
		await enrol(agent);
		await expect(
			disableTotp(database.db, agent.actor, { password: PASSWORD }, clock)
		).rejects.toMatchObject({ code: 'Conflict', messageKey: 'auth_totp_must' });
	});
});

describe('the code', () => {
	test('of the app opens the gate under a new token', async () => {
		const agent = await newcomer('agent');
		const { secret } = await enrol(agent);
		later(5);
		const again = await comeIn(agent.actor.personId);
		const result = await verify(again, codeAt(secret));
		if (result.outcome !== 'accepted') throw new Error(result.outcome);
		expect(result.usedRecoveryCode).toBe(false);
		expect((await who(result.token)).session.secondFactorDone).toBe(true);
		expect(await authenticate(database.db, again.token, clock.now())).toBeNull();
	});

	test('works once, also when it comes twice at the same moment', async () => {
		const agent = await newcomer('agent');
		const { secret } = await enrol(agent);
		const enrolled = await comeIn(agent.actor.personId);
		expect(await verify(enrolled, codeAt(secret)), 'the code of the set-up is used').toEqual({
			outcome: 'refused'
		});
		later(5);
		const two = [await comeIn(agent.actor.personId), await comeIn(agent.actor.personId)];
		const answers = await Promise.all(two.map((one) => verify(one, codeAt(secret))));
		expect(answers.map(({ outcome }) => outcome).sort()).toEqual(['accepted', 'refused']);
	});

	test('may be half a minute off and not more', async () => {
		const agent = await newcomer('agent');
		const { secret } = await enrol(agent);
		later(10);
		const again = await comeIn(agent.actor.personId);
		const off = (seconds: number) => new Date(clock.now().getTime() + seconds * 1000);
		expect(await verify(again, codeAt(secret, off(-90)))).toEqual({ outcome: 'refused' });
		expect(await verify(again, codeAt(secret, off(90)))).toEqual({ outcome: 'refused' });
		expect(await verify(again, codeAt(secret, off(-30)))).toMatchObject({ outcome: 'accepted' });
	});

	test('of paper works once, however it is typed', async () => {
		const agent = await newcomer('agent');
		const { recoveryCodes } = await enrol(agent);
		const [first = '', second = ''] = recoveryCodes;
		const again = await comeIn(agent.actor.personId);
		expect(await verify(again, ` ${first.toLowerCase().replace('-', ' ')} `)).toMatchObject({
			outcome: 'accepted',
			usedRecoveryCode: true
		});
		const third = await comeIn(agent.actor.personId);
		expect(await verify(third, first)).toEqual({ outcome: 'refused' });
		expect(await verify(third, second)).toMatchObject({ outcome: 'accepted' });
	});

	test("of a colleague's paper does not work", async () => {
		const { recoveryCodes } = await enrol(await newcomer('agent'));
		const other = await newcomer('agent');
		await enrol(other);
		const again = await comeIn(other.actor.personId);
		expect(await verify(again, recoveryCodes[0] ?? '')).toEqual({ outcome: 'refused' });
	});

	test('new codes end the old ones', async () => {
		const agent = await newcomer('agent');
		const { recoveryCodes } = await enrol(agent);
		const input = { password: PASSWORD };
		const renewed = await renewRecoveryCodes(database.db, agent.actor, input, clock);
		const again = await comeIn(agent.actor.personId);
		expect(await verify(again, recoveryCodes[0] ?? '')).toEqual({ outcome: 'refused' });
		expect(await verify(again, renewed[0] ?? '')).toMatchObject({ outcome: 'accepted' });
	});

	test('cannot be guessed: after a few tries one waits', async () => {
		const agent = await newcomer('agent');
		await enrol(agent);
		const again = await comeIn(agent.actor.personId);
		for (let n = 0; n < 5; n++) await verify(again, '000000');
		expect(await verify(again, '000000')).toMatchObject({ outcome: 'wait' });
	});

	test('leaves a trail without codes or secrets', async () => {
		const agent = await newcomer('agent');
		const { secret, recoveryCodes } = await enrol(agent);
		const rows = await database.db
			.select()
			.from(auditEntry)
			.where(eq(auditEntry.recordId, agent.actor.personId));
		expect(rows.map(({ action }) => action)).toEqual(['second_factor.enabled']);
		const text = JSON.stringify(rows);
		for (const hidden of [secret, ...recoveryCodes]) expect(text).not.toContain(hidden);
	});
});
