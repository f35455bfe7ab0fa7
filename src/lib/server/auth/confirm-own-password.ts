import { conflict, invalid } from '#lib/errors.ts';
import type { Actor } from '#lib/people/actor.ts';
import type { Db } from '#lib/server/db/client.ts';
import { findAccount, type Account } from './accounts.ts';
import { countAttempt, forgetAttempts } from './attempt-limits.ts';
import { verifyPassword } from './passwords.ts';

/**
 * Asks the signed-in person for their password before something that a stranger at an open screen must not
 * do. Throws Invalid at `field` for a wrong one, Conflict after too many tries.
 */
export async function confirmOwnPassword(
	db: Db,
	actor: Actor,
	password: string,
	field: string
): Promise<Account> {
	const allowance = await countAttempt(db, 'password', actor.personId, actor.ip ?? '');
	if (!allowance.allowed)
		throw conflict('auth_wait_minutes', { minutes: String(Math.ceil(allowance.waitSeconds / 60)) });
	const account = await findAccount(db, actor.personId);
	const isRight = await verifyPassword(account?.passwordHash ?? null, password);
	if (!account || !isRight) throw invalid({ [field]: ['auth_password_wrong'] });
	await forgetAttempts(db, 'password', actor.personId, actor.ip);
	return account;
}
