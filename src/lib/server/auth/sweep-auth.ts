import { lt } from 'drizzle-orm';
import type { JobContext } from '#lib/server/jobs/registry.ts';
import { luciaFor } from './lucia.ts';
import { SessionAdapter } from './session-adapter.ts';
import { attemptCounter, oneTimeLink } from './tables.ts';

const MONTH_MS = 30 * 24 * 3_600_000;

/**
 * Removes what has run out: sessions, attempt counters, and one-time links a month after their end. The
 * nightly job; nothing depends on its having run. Not recorded: whatever happened with them was.
 */
export async function sweepAuth({ db, clock }: JobContext): Promise<void> {
	const now = clock.now();
	await luciaFor(new SessionAdapter(db, now)).deleteExpiredSessions();
	await db.delete(attemptCounter).where(lt(attemptCounter.expire, now));
	await db.delete(oneTimeLink).where(lt(oneTimeLink.expiresAt, new Date(now.getTime() - MONTH_MS)));
}
