import { createHash } from 'node:crypto';
import { RateLimiterDrizzle, RateLimiterRes } from 'rate-limiter-flexible';
import type { Db } from '#lib/server/db/client.ts';
import { attemptCounter } from './tables.ts';

/** What is being tried: each has its own counters. */
export type Attempt = 'sign_in' | 'second_factor' | 'password' | 'reset';

/** May this try go ahead, and if not, for how long not. `lockedNow`: this very try closed the lock. */
export type Allowance =
	{ allowed: true } | { allowed: false; waitSeconds: number; lockedNow: boolean };

type Limiters = { slow: RateLimiterDrizzle; lock: RateLimiterDrizzle; address: RateLimiterDrizzle };

const MINUTE = 60;

const made = new WeakMap<Db, Limiters>();

/**
 * Counts a try before it is made, so that many at once do not slip through. One account: after 5 tries in a
 * minute wait a minute (slow-down), after 10 in fifteen minutes wait fifteen (lock-out). One address: 100 in
 * fifteen minutes, because a whole office sits behind one. Known and unknown accounts count alike.
 */
export async function countAttempt(
	db: Db,
	attempt: Attempt,
	account: string,
	ip: string
): Promise<Allowance> {
	const { slow, lock, address } = limiters(db);
	const found = await Promise.all([
		consume(lock, accountKey(attempt, account)),
		consume(slow, accountKey(attempt, account)),
		consume(address, `${attempt}:${ip}`)
	]);
	const refused = found.filter((result) => result !== undefined);
	if (refused.length === 0) return { allowed: true };
	return {
		allowed: false,
		waitSeconds: Math.max(1, Math.ceil(Math.max(...refused.map((r) => r.msBeforeNext)) / 1000)),
		lockedNow: found[0]?.consumedPoints === lock.points + 1
	};
}

/** A try succeeded: the account starts anew, and the address gets its point back. */
export async function forgetAttempts(
	db: Db,
	attempt: Attempt,
	account: string,
	ip?: string
): Promise<void> {
	const { slow, lock, address } = limiters(db);
	const key = accountKey(attempt, account);
	await Promise.all([
		slow.delete(key),
		lock.delete(key),
		ip === undefined ? undefined : address.reward(`${attempt}:${ip}`)
	]);
}

function limiters(db: Db): Limiters {
	let own = made.get(db);
	if (!own) {
		own = {
			slow: limiter(db, 'slow', 5, MINUTE),
			lock: limiter(db, 'lock', 10, 15 * MINUTE),
			address: limiter(db, 'address', 100, 15 * MINUTE)
		};
		made.set(db, own);
	}
	return own;
}

function limiter(db: Db, keyPrefix: string, points: number, seconds: number) {
	return new RateLimiterDrizzle({
		storeClient: db,
		schema: attemptCounter,
		keyPrefix,
		points,
		duration: seconds,
		blockDuration: seconds,
		// Old rows are swept by the nightly job, not by a timer in every process.
		clearExpiredByTimeout: false
	});
}

async function consume(from: RateLimiterDrizzle, key: string): Promise<RateLimiterRes | undefined> {
	try {
		await from.consume(key);
		return undefined;
	} catch (refusal) {
		if (refusal instanceof RateLimiterRes) return refusal;
		throw refusal;
	}
}

/** People sometimes type a password into the address field: what was typed is not kept readable. */
function accountKey(attempt: Attempt, account: string): string {
	return `${attempt}:${createHash('sha256').update(account).digest('base64url').slice(0, 22)}`;
}
