import type { DbOrTx } from './client.ts';

/** The channel on which processes hear that a register which many pages read has changed; triggers announce it. */
export const registersChannel = 'abilaud_registers';

/** The channel on which they hear that seats, installations, or who holds a device have changed. */
export const softwareChannel = 'abilaud_software';

/** A change is heard at once; this is for the case that hearing failed. */
const KEEP_MS = 30_000;
/** More are not remembered: names may hold what somebody has chosen. */
const MOST = 1000;

type Kept = Map<string, { until: number; value: Promise<unknown> }>;
const hearing = new WeakMap<object, Kept>();

/** From now on this process keeps what `kept` reads: somebody listens on the channel and calls `forgetKept`. */
export function startKeeping(db: object): void {
	hearing.set(db, new Map());
}

/** Nobody listens any more: everything is read anew each time. */
export function stopKeeping(db: object): void {
	hearing.delete(db);
}

/** Makes this process read everything again, or what has a name that begins with this word. */
export function forgetKept(db: object, about?: string): void {
	const store = hearing.get(db);
	if (!store || about === undefined) return store?.clear();
	for (const name of store.keys()) if (name.startsWith(`${about} `)) store.delete(name);
}

/**
 * What is the same for every reader and changes seldom, e.g. the names in a filter: read once and kept until one of
 * its tables changes. The triggers of migrations 0008 and 0022 watch `service`, `unit`, `team`, `role_grant`, `person`,
 * `training_module` and `training_text`, and saved views announce themselves. What counts requests has a name that
 * begins with "requests": it is forgotten when any request changes; what tells of notices begins with "notices" likewise, and what counts
 * installations with "software" (migration 0036).
 * Nothing else may be kept. Never in a transaction, and only in a process that hears of changes. The caller must not
 * change what it gets.
 */
export function kept<T>(
	db: DbOrTx,
	name: string,
	read: () => Promise<T>,
	keepMs = KEEP_MS
): Promise<T> {
	const store = '$client' in db ? hearing.get(db) : undefined;
	if (!store) return read();
	const known = store.get(name);
	if (known && known.until > Date.now()) return known.value as Promise<T>;
	const value = read();
	if (store.size >= MOST) store.clear();
	store.set(name, { until: Date.now() + keepMs, value });
	// An error must not be remembered as if it were an answer.
	value.catch(() => {
		if (store.get(name)?.value === value) store.delete(name);
	});
	return value;
}
