import { createHash } from 'node:crypto';
import { or, sql } from 'drizzle-orm';
import { RateLimiterDrizzle, RateLimiterRes } from 'rate-limiter-flexible';
import type { Db } from '#lib/server/db/client.ts';
import { attemptCounter } from './tables.ts';

/** What is being tried: each has its own counters. */
export type Attempt = 'sign_in' | 'second_factor' | 'password' | 'reset';

/** May this try go ahead, and if not, for how long not. `lockedNow`: this very try closed the lock. */
export type Allowance =
	{ allowed: true } | { allowed: false; waitSeconds: number; lockedNow: boolean };

type Limiters = Record<'slow' | 'lock' | 'address' | 'account' | 'reports', RateLimiterDrizzle>;

const MINUTE = 60;

const made = new WeakMap<Db, Limiters>();

/**
 * Counts a try before it is made, so that many at once do not slip through. After 5 tries in a minute wait a minute
 * (slow-down), after 10 in fifteen minutes wait fifteen (lock-out). One address: 100 in fifteen minutes, because a
 * whole office sits behind one. Known and unknown accounts count alike.
 *
 * A sign-in counts slow-down and lock-out for one account from one address, so that nobody can keep a colleague out
 * by typing wrong passwords elsewhere. Tries at the account from everywhere, 30 in fifteen minutes, close it for
 * addresses that `isOwnAddress` does not know. All else comes after a password and counts per account.
 */
export async function countAttempt(
	db: Db,
	attempt: Attempt,
	account: string,
	ip: string,
	isOwnAddress: () => Promise<boolean> = () => Promise.resolve(false)
): Promise<Allowance> {
	const limits = limiters(db);
	const key = accountKey(attempt, account);
	const near = attempt === 'sign_in' ? pairKey(key, ip) : key;
	const [lock, slow, address, everywhere] = await Promise.all([
		consume(limits.lock, near),
		consume(limits.slow, near),
		consume(limits.address, `${attempt}:${ip}`),
		attempt === 'sign_in' ? consume(limits.account, key) : undefined
	]);
	const strange = everywhere && !(await isOwnAddress()) ? everywhere : undefined;
	const refused = [lock, slow, address, strange].filter((result) => result !== undefined);
	if (refused.length === 0) return { allowed: true };
	return {
		allowed: false,
		waitSeconds: Math.max(1, Math.ceil(Math.max(...refused.map((r) => r.msBeforeNext)) / 1000)),
		lockedNow:
			lock?.consumedPoints === limits.lock.points + 1 ||
			strange?.consumedPoints === limits.account.points + 1
	};
}

/**
 * Counts the look-up of a certificate by its number: a hundred in fifteen minutes from one address, so that nobody tries
 * numbers until one is real. Undefined when it may go ahead, else the seconds to wait.
 */
export async function countLookup(db: Db, ip: string): Promise<number | undefined> {
	const refused = await consume(limiters(db).address, `lookup:${ip}`);
	return refused && Math.max(1, Math.ceil(refused.msBeforeNext / 1000));
}

/** Counts a report of a site's inventory agents: three thousand in fifteen minutes. Undefined when it may go ahead. */
export async function countReport(db: Db, siteId: string): Promise<number | undefined> {
	const refused = await consume(limiters(db).reports, siteId);
	return refused && Math.max(1, Math.ceil(refused.msBeforeNext / 1000));
}

/** Counts a token that belongs to no site, by address: a hundred in fifteen minutes. Undefined when it may go ahead. */
export async function countStrangeToken(db: Db, ip: string): Promise<number | undefined> {
	const refused = await consume(limiters(db).address, `inventory:${ip}`);
	return refused && Math.max(1, Math.ceil(refused.msBeforeNext / 1000));
}

/** A try succeeded: the account starts anew from every address, and this address gets its point back. */
export async function forgetAttempts(
	db: Db,
	attempt: Attempt,
	account: string,
	ip?: string
): Promise<void> {
	const { address } = limiters(db);
	const key = accountKey(attempt, account);
	const counters = ['slow', 'lock', 'account'].map((name) => `${name}:${key}`);
	const own = counters.map((one) => sql`starts_with(${attemptCounter.key}, ${one})`);
	await Promise.all([
		db.delete(attemptCounter).where(or(...own)),
		ip === undefined ? undefined : address.reward(`${attempt}:${ip}`)
	]);
}

function limiters(db: Db): Limiters {
	let own = made.get(db);
	if (!own) {
		own = {
			slow: limiter(db, 'slow', 5, MINUTE),
			lock: limiter(db, 'lock', 10, 15 * MINUTE),
			address: limiter(db, 'address', 100, 15 * MINUTE),
			account: limiter(db, 'account', 30, 15 * MINUTE),
			reports: limiter(db, 'reports', 3000, 15 * MINUTE)
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

function pairKey(key: string, ip: string): string {
	return `${key}:${ip}`;
}
