import type { DbOrTx } from '#lib/server/db/client.ts';
import { findAccount, type Account } from './accounts.ts';
import { findLink } from './one-time-links.ts';

/**
 * For whom an invitation or reset link is, while it works and the person is here. Undefined for a link that
 * was used, is too old or never was: the three look the same.
 */
export async function findLinkOwner(
	db: DbOrTx,
	purpose: 'invitation' | 'reset',
	token: string,
	now: Date
): Promise<Account | undefined> {
	const link = await findLink(db, purpose, token, now);
	if (!link?.personId) return undefined;
	const account = await findAccount(db, link.personId);
	return account?.isActive ? account : undefined;
}
