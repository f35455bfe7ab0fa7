import { lt } from 'drizzle-orm';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { luciaFor } from './lucia.ts';
import { SessionAdapter } from './session-adapter.ts';
import { attemptCounter, oneTimeLink } from './tables.ts';

const MONTH_MS = 30 * 24 * 3_600_000;

/**
 * Removes what has run out: sessions, attempt counters, and one-time links a month after their end. For the
 * nightly job; nothing depends on its having run. Not recorded: whatever happened with them was.
 */
export async function sweepAuth(db: DbOrTx, now: Date): Promise<void> {
	await luciaFor(new SessionAdapter(db, now)).deleteExpiredSessions();
	await db.delete(attemptCounter).where(lt(attemptCounter.expire, now));
	await db.delete(oneTimeLink).where(lt(oneTimeLink.expiresAt, new Date(now.getTime() - MONTH_MS)));
}
