import { expect, test } from 'vitest';
import { hashPassword, passwordProblem, verifyPassword } from './passwords.ts';

const mari = ['mari-liis.tamm@linn.example', 'Mari-Liis Tamm'];

test.each([
	['tuulevaikne hommik', undefined],
	['neli sõna siin reas', undefined],
	['хорошее утро, Нарва', undefined],
	['ParoolParool9!x', undefined],
	['            abcdefgh    ', undefined],
	['lühike', 'auth_password_too_short'],
	['👍👍👍👍', 'auth_password_too_short'],
	['x'.repeat(257), 'auth_password_too_long'],
	['Password 1234', 'auth_password_common'],
	['abilaud-sample', 'auth_password_common'],
	['aaaaaaaaaaaaaa', 'auth_password_common'],
	['121212121212', 'auth_password_common'],
	['mari-liis.tamm', 'auth_password_own_name'],
	['MariLiisTamm26', 'auth_password_own_name'],
	['tamm ja kask ja kuusk', undefined]
])('%j: %s', (password, problem) => {
	expect(passwordProblem(password, mari)).toBe(problem);
});

test('a hash is argon2id and fits its password only', async () => {
	const stored = await hashPassword('tuulevaikne hommik');
	expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
	expect(await verifyPassword(stored, 'tuulevaikne hommik')).toBe(true);
	expect(await verifyPassword(stored, 'tuulevaikne õhtu')).toBe(false);
	expect(await verifyPassword(null, 'tuulevaikne hommik')).toBe(false);
});

test('the same letters typed on another keyboard are the same password', async () => {
	const stored = await hashPassword('õ\u00e4\u00f6 kolm tähte'.normalize('NFC'));
	expect(await verifyPassword(stored, 'õ\u00e4\u00f6 kolm tähte'.normalize('NFD'))).toBe(true);
});

test('checking against nobody takes as long as checking a wrong password', async () => {
	const stored = await hashPassword('tuulevaikne hommik');
	const time = async (hash: string | null) => {
		const start = performance.now();
		await verifyPassword(hash, 'vale salasõna');
		return performance.now() - start;
	};
	// By turns, and the quickest of each: what else the machine does makes neither of them quicker.
	const known: number[] = [];
	const nobody: number[] = [];
	for (let turn = 0; turn < 12; turn++) {
		known.push(await time(stored));
		nobody.push(await time(null));
	}
	expect(Math.min(...nobody) / Math.min(...known)).toBeGreaterThan(0.3);
});
