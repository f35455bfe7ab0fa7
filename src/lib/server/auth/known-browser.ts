import { listOwnActs } from '#lib/server/audit/list-own-acts.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { browserWords } from './browser-words.ts';
import type { Browser } from './open-session.ts';

/**
 * Has this person signed in before, but never with such a browser from such a network? A network is the first
 * half of the address, so that a telephone that moves about does not ring the bell each day.
 */
export async function isNewBrowser(
	db: DbOrTx,
	personId: string,
	browser: Browser
): Promise<boolean> {
	const before = await listOwnActs(db, personId, 'session.started');
	const here = trace(browser.userAgent, browser.ip);
	return before.length > 0 && !before.some(({ after, ip }) => trace(agentOf(after), ip) === here);
}

/** For how long an address stays a person's own after they last signed in from there. */
const OWN_FOR_DAYS = 90;

/** Has this person signed in from this very address lately? False for nobody. */
export async function hasSignedInFrom(
	db: DbOrTx,
	personId: string | undefined,
	ip: string,
	now: Date
): Promise<boolean> {
	const acts = await listOwnActs(db, personId ?? NOBODY, 'session.started');
	const since = now.getTime() - OWN_FOR_DAYS * 24 * 60 * 60 * 1000;
	return acts.some((act) => act.ip === ip && act.at.getTime() > since);
}

// Asked all the same, so that an address nobody has takes as long as one that somebody has.
const NOBODY = '00000000-0000-0000-0000-000000000000';

function trace(userAgent: string, ip: string | null): string {
	const separator = ip?.includes(':') ? ':' : '.';
	const network = (ip ?? '').split(separator).slice(0, separator === '.' ? 2 : 3);
	return `${browserWords(userAgent)} ${network.join(separator)}`;
}

function agentOf(after: unknown): string {
	if (typeof after !== 'object' || after === null || !('userAgent' in after)) return '';
	return String(after.userAgent);
}
