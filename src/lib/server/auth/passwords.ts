import { hash, verify } from '@node-rs/argon2';
import { invalid } from '#lib/errors.ts';

// OWASP's first choice for argon2id: 19 MiB, two passes. Written out, so that a library's new default is a
// decision of ours.
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** The hash of a random password nobody has: an unknown address costs the same time as a known one. */
const NOBODYS_HASH =
	'$argon2id$v=19$m=19456,t=2,p=1$e5X4cpWePDq/GzbyzPXpAg$8g6I8mzAxtrRHniJMhADwZXPowVSjneOacuaxcMyYj0';

const SHORTEST = 12;
const LONGEST = 256;

/** Long enough and yet among the first that are tried. Compared without case, spaces and dashes. */
const COMMON = new Set([
	'123456789012',
	'1234567890123',
	'12345678901234',
	'123456789123',
	'1234567890qwerty',
	'1q2w3e4r5t6y',
	'qwertyuiop123',
	'qwertyuiop12',
	'qwertyuiopas',
	'qwertyuiopasdfghjkl',
	'asdfghjkl123',
	'passwordpassword',
	'password1234',
	'password12345',
	'password123456',
	'parool123456',
	'paroolparool',
	'minuparool12',
	'minuparool123',
	'salasona1234',
	'salasõna1234',
	'пароль123456',
	'парольпароль',
	'йцукенгшщзхъ',
	'changeme1234',
	'administrator',
	'administraator',
	'letmeinletmein',
	'iloveyou1234',
	'abilaudsample',
	'abilaudabilaud',
	'abilaud12345'
]);

/** argon2id in PHC string format. */
export function hashPassword(password: string): Promise<string> {
	return hash(password.normalize('NFKC'), COST);
}

/**
 * Compares a password with a stored hash. Without a hash (nobody by that address, no password yet) it does
 * the same work and says no, so that time tells nothing.
 */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
	const same = await verify(
		stored ?? NOBODYS_HASH,
		password.slice(0, 2 * LONGEST).normalize('NFKC')
	);
	return same && stored !== null;
}

/**
 * The rule for a new password (NIST SP 800-63B): at least 12 characters, not among the common ones, not the
 * person's own name or address, not one character repeated. No rules about kinds of characters. Gives the
 * message key of the first problem.
 */
export function passwordProblem(password: string, about: string[]): string | undefined {
	const length = [...password].length;
	if (length < SHORTEST) return 'auth_password_too_short';
	if (length > LONGEST) return 'auth_password_too_long';
	const plain = bare(password);
	if (new Set(plain).size < 4 || COMMON.has(plain)) return 'auth_password_common';
	const own = about.flatMap((text) => [text, text.split('@')[0] ?? '']).map(bare);
	if (own.some((text) => text.length > 3 && plain.replaceAll(text, '').length < 4))
		return 'auth_password_own_name';
	return undefined;
}

/** Throws Invalid at `field` when the password breaks the rule. */
export function requireGoodPassword(password: string, about: string[], field = 'password'): void {
	const problem = passwordProblem(password, about);
	if (problem) throw invalid({ [field]: [problem] });
}

const bare = (text: string) => text.toLowerCase().replace(/[\s_.-]/g, '');
