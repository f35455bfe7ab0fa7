import { listRecordHistory } from '#lib/server/audit/list-audit.ts';
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
	const history = await listRecordHistory(db, 'session', personId);
	const before = history.filter(({ action }) => action === 'session.started');
	const here = trace(browser.userAgent, browser.ip);
	return before.length > 0 && !before.some(({ after, ip }) => trace(agentOf(after), ip) === here);
}

function trace(userAgent: string, ip: string | null): string {
	const separator = ip?.includes(':') ? ':' : '.';
	const network = (ip ?? '').split(separator).slice(0, separator === '.' ? 2 : 3);
	return `${browserWords(userAgent)} ${network.join(separator)}`;
}

function agentOf(after: unknown): string {
	if (typeof after !== 'object' || after === null || !('userAgent' in after)) return '';
	return String(after.userAgent);
}
