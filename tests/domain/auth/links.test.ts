import { desc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { systemActor } from '#lib/people/actor.ts';
import { auditEntry } from '#lib/server/audit/tables.ts';
import { acceptInvitation } from '#lib/server/auth/accept-invitation.ts';
import { authenticate } from '#lib/server/auth/authenticate.ts';
import { createFirstAdministrator } from '#lib/server/auth/create-first-administrator.ts';
import { invite } from '#lib/server/auth/invite.ts';
import { openSession } from '#lib/server/auth/open-session.ts';
import { requestReset } from '#lib/server/auth/request-reset.ts';
import { resetPassword } from '#lib/server/auth/reset-password.ts';
import { createSetupLink } from '#lib/server/auth/setup-link.ts';
import { signIn } from '#lib/server/auth/sign-in.ts';
import { attemptCounter, oneTimeLink } from '#lib/server/auth/tables.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { outboxMessage } from '#lib/server/notifications/tables.ts';
import { unit } from '#lib/server/people/tables.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { addSomeone, browser, PASSWORD, type Someone } from './someone.ts';

let database: TestDatabase;
const start = new Date('2026-11-24T08:00:00Z');
const clock = fixedClock(start);
const NEXT = 'uus ja pikem salasõna';
const later = (minutes: number) => clock.set(new Date(clock.now().getTime() + minutes * 60_000));

/** The token in the letter sent last to somebody. */
async function tokenFor({ id }: Someone): Promise<string> {
	const [letter] = await database.db
		.select()
		.from(outboxMessage)
		.where(eq(outboxMessage.personId, id))
		.orderBy(desc(outboxMessage.createdAt), desc(outboxMessage.id))
		.limit(1);
	return /\/(?:invitation|reset|setup)\/([\w-]{43})/.exec(letter?.body ?? '')?.[1] ?? '';
}
const letters = () => database.db.$count(outboxMessage);
const ask = (email: string) => requestReset(database.db, { email, ip: browser.ip }, clock);
const reset = (linkToken: string, password = NEXT) =>
	resetPassword(database.db, { linkToken, password, browser }, clock);
const comeIn = (email: string, password: string) =>
	signIn(database.db, { email, password, shared: false, browser }, clock);

beforeAll(async () => {
	database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
	clock.set(start);
	await database.db.delete(attemptCounter);
});

describe('a forgotten password', () => {
	test('is replaced by a link from the letter, which works once', async () => {
		const mari = await addSomeone(database.db);
		const elsewhere = await openSession(
			database.db,
			{ personId: mari.id, shared: false, secondFactorAt: null, browser },
			start
		);
		await ask(` ${mari.email.toUpperCase()}`);
		const link = await tokenFor(mari);
		const { token } = await reset(link);
		expect((await authenticate(database.db, token, start))?.actor.personId).toBe(mari.id);
		expect(await authenticate(database.db, elsewhere.token, start)).toBeNull();
		expect(await comeIn(mari.email, PASSWORD)).toEqual({ outcome: 'refused' });
		expect(await comeIn(mari.email, NEXT)).toMatchObject({ outcome: 'signed_in' });
		await expect(reset(link)).rejects.toMatchObject({
			code: 'Conflict',
			messageKey: 'auth_link_dead'
		});
	});

	test('two who bring the same link at once: one gets it', async () => {
		const mari = await addSomeone(database.db);
		await ask(mari.email);
		const link = await tokenFor(mari);
		const answers = await Promise.allSettled([reset(link), reset(link)]);
		expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
	});

	test('a link dies after an hour, and when a newer one is sent', async () => {
		const mari = await addSomeone(database.db);
		await ask(mari.email);
		const first = await tokenFor(mari);
		later(1);
		await ask(mari.email);
		const second = await tokenFor(mari);
		await expect(reset(first)).rejects.toMatchObject({ messageKey: 'auth_link_dead' });
		later(61);
		await expect(reset(second)).rejects.toMatchObject({ messageKey: 'auth_link_dead' });
	});

	test('a password that breaks the rule leaves the link working', async () => {
		const mari = await addSomeone(database.db);
		await ask(mari.email);
		const link = await tokenFor(mari);
		await expect(reset(link, 'lühike')).rejects.toMatchObject({
			issues: { password: ['auth_password_too_short'] }
		});
		await reset(link);
	});

	test('an unknown address and somebody who left get the same answer and no letter', async () => {
		const gone = await addSomeone(database.db, { status: 'left' });
		const before = await letters();
		expect(await ask('ei.keegi@linn.example')).toBeUndefined();
		expect(await ask(gone.email)).toBeUndefined();
		expect(await letters()).toBe(before);
	});

	test('asking again and again sends a few letters, not many', async () => {
		const mari = await addSomeone(database.db);
		const before = await letters();
		await Promise.all(Array.from({ length: 20 }, () => ask(mari.email)));
		expect((await letters()) - before).toBeLessThanOrEqual(5);
	});

	test('keeps neither token nor password in the log and the link table', async () => {
		const mari = await addSomeone(database.db);
		await ask(mari.email);
		const link = await tokenFor(mari);
		await reset(link);
		const log = await database.db.select().from(auditEntry).where(eq(auditEntry.recordId, mari.id));
		expect(log.map(({ action }) => action)).toEqual(['password.reset_requested', 'password.reset']);
		const rows = await database.db.select().from(oneTimeLink);
		for (const hidden of [link, NEXT]) expect(JSON.stringify([log, rows])).not.toContain(hidden);
	});
});

describe('an invitation', () => {
	test('lets a new person choose a password, once', async () => {
		const mari = await addSomeone(database.db, { withoutPassword: true });
		await invite(database.db, systemActor, { personId: mari.id }, clock);
		const linkToken = await tokenFor(mari);
		later(13 * 24 * 60);
		const input = { linkToken, password: NEXT, browser };
		const { token } = await acceptInvitation(database.db, input, clock);
		expect((await authenticate(database.db, token, clock.now()))?.actor.personId).toBe(mari.id);
		await expect(acceptInvitation(database.db, input, clock)).rejects.toMatchObject({
			messageKey: 'auth_link_dead'
		});
		await expect(
			invite(database.db, systemActor, { personId: mari.id }, clock)
		).rejects.toMatchObject({ messageKey: 'auth_invitation_has_password' });
	});

	test('is not a reset link, and is not sent by just anybody', async () => {
		const mari = await addSomeone(database.db, { withoutPassword: true });
		await invite(database.db, systemActor, { personId: mari.id }, clock);
		await expect(reset(await tokenFor(mari))).rejects.toMatchObject({ code: 'Conflict' });
		const colleague = { ...systemActor, isSystem: false, roles: [] };
		await expect(
			invite(database.db, colleague, { personId: mari.id }, clock)
		).rejects.toMatchObject({ code: 'Forbidden' });
	});

	test('of somebody who left meanwhile is dead', async () => {
		const mari = await addSomeone(database.db, { withoutPassword: true });
		await invite(database.db, systemActor, { personId: mari.id }, clock);
		const linkToken = await tokenFor(mari);
		await database.sql`update person set status = 'left' where id = ${mari.id}`;
		await expect(
			acceptInvitation(database.db, { linkToken, password: NEXT, browser }, clock)
		).rejects.toMatchObject({ messageKey: 'auth_link_dead' });
	});
});

describe('the first administrator', () => {
	const input = (linkToken: string) => ({
		linkToken,
		name: 'Kadri Haldur',
		email: 'Kadri.Haldur@linn.example',
		password: NEXT,
		locale: 'et' as const,
		organisation: { et: 'Uus linn', ru: 'Новый город' },
		browser
	});

	test('is made from the newest link, once, with the root unit', async () => {
		const fresh = await testDatabase();
		const { db } = fresh;
		const tokenOf = (address?: string) => address?.split('/setup/')[1] ?? '';
		const first = tokenOf(await createSetupLink(db, 'https://it.linn.example', clock));
		const second = tokenOf(await createSetupLink(db, 'https://it.linn.example', clock));
		await expect(createFirstAdministrator(db, input(first), clock)).rejects.toMatchObject({
			messageKey: 'auth_link_dead'
		});
		const { token, actor } = await createFirstAdministrator(db, input(second), clock);
		expect(actor).toMatchObject({ email: 'kadri.haldur@linn.example' });
		expect(actor.roles).toEqual([{ role: 'admin', unitIds: null }]);
		const found = await authenticate(db, token, start, false);
		expect(found?.session).toMatchObject({
			secondFactorRequired: true,
			secondFactorDone: false
		});
		expect(await db.select({ name: unit.name }).from(unit)).toEqual([
			{ name: { et: 'Uus linn', ru: 'Новый город' } }
		]);
		expect(await createSetupLink(db, 'https://it.linn.example', clock)).toBeUndefined();
		await expect(createFirstAdministrator(db, input(second), clock)).rejects.toMatchObject({
			messageKey: 'auth_link_dead'
		});
		await fresh.close();
	});
});
