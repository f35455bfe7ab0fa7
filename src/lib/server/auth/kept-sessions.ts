import type { Db } from '#lib/server/db/client.ts';
import { authenticate } from './authenticate.ts';
import { hashToken } from './token.ts';

/** The channel on which processes hear whose session was changed or ended; a trigger of migration 0017 announces it. */
export const sessionsChannel = 'abilaud_sessions';

/** A change is heard at once; this is for a connection that has died without saying so. */
const KEEP_MS = 15_000;
const MOST = 5000;

type Holder = Awaited<ReturnType<typeof authenticate>>;
type KeptSession = { personId?: string; until: number; holder: Promise<Holder> };
const hearing = new WeakMap<Db, Map<string, KeptSession>>();

/** From now on this process hears of changes, and may remember who holds which cookie. */
export function startKeepingSessions(db: Db): void {
	hearing.set(db, new Map());
}

/** This process no longer hears of changes: the database is asked about every cookie again. */
export function stopKeepingSessions(db: Db): void {
	hearing.delete(db);
}

/**
 * Makes this process ask the database again: about these people's sessions, or about everybody's. A session that is
 * being read at that moment is read again by whoever asks next.
 */
export function forgetSessions(db: Db, personIds?: readonly string[]): void {
	const store = hearing.get(db);
	if (!store || !personIds) return store?.clear();
	for (const [id, { personId }] of store) {
		if (personId === undefined || personIds.includes(personId)) store.delete(id);
	}
}

/**
 * `authenticate` for the many pages that one person opens in a row: who holds a cookie is remembered for some seconds,
 * in a process that hears of every change of sessions, people, units, roles, deputies and second factors, and after
 * each form that this process itself answers. Cookies of nobody are always asked about.
 */
export function authenticateKept(db: Db, token: string, now: Date): Promise<Holder> {
	const store = hearing.get(db);
	if (!store) return authenticate(db, token, now);
	const id = hashToken(token);
	const known = store.get(id);
	if (known && known.until > now.getTime()) return known.holder;
	if (store.size >= MOST) store.clear();
	const holder = authenticate(db, token, now);
	const entry: KeptSession = { until: now.getTime() + KEEP_MS, holder };
	store.set(id, entry);
	const drop = () => {
		if (store.get(id) === entry) store.delete(id);
	};
	holder.then((found) => {
		if (!found) return drop();
		entry.personId = found.actor.personId;
		entry.until = Math.min(entry.until, found.session.expiresAt.getTime());
	}, drop);
	return holder;
}
