import { sql } from 'drizzle-orm';
import type { DbOrTx } from '#lib/server/db/client.ts';

/** The channel on which processes hear what open pages should show. */
export const liveChannel = 'abilaud_live';

/** A request changed: which, and who may hear of it. */
export type RequestChange = {
	id: string;
	/** The number that people see, without its `IT-`. */
	number: number;
	revision: number;
	/** Its unit: agents, administrators and auditors of that unit hear of it. */
	unitId: string;
	/** Requester, beneficiary, approvers, their deputies: who else may see it. */
	personIds: readonly string[];
};

/** What is sent over the channel. */
export type LiveMessage =
	| { kind: 'bell'; personIds: string[] }
	| {
			kind: 'request';
			id: string;
			number: number;
			revision: number;
			unitId: string;
			personIds: string[];
	  }
	| { kind: 'notice'; id: string; number: number; revision: number }
	| { kind: 'stock_take'; id: string; personIds: string[] };

/** PostgreSQL takes 8000 bytes a message; an id in JSON is 39. */
const PEOPLE_AT_ONCE = 150;

/** Lets open pages count unread notifications anew, once this transaction is committed. */
export async function announceBell(db: DbOrTx, personIds: readonly string[]): Promise<void> {
	await announce(db, personIds, (some) => ({ kind: 'bell', personIds: some }));
}

/** Tells open pages that a request changed, once this transaction is committed. Call it in every command. */
export async function announceRequest(db: DbOrTx, change: RequestChange): Promise<void> {
	const { id, number, revision, unitId, personIds } = change;
	const message = { kind: 'request', id, number, revision, unitId } as const;
	await announce(db, [...new Set(personIds)], (some) => ({ ...message, personIds: some }));
}

/**
 * Tells open pages that a notice changed, or that its readers were told something, once this transaction is committed.
 * Who of those present are its readers is looked up by each process, so that thousands of them are one message. Call
 * it in every command of a notice that is announced.
 */
export async function announceLiveNotice(
	db: DbOrTx,
	{ id, number, revision }: { id: string; number: number; revision: number }
): Promise<void> {
	const message: LiveMessage = { kind: 'notice', id, number, revision };
	await db.execute(sql`select pg_notify(${liveChannel}, ${JSON.stringify(message)})`);
}

/** Tells open pages of the desk and of those who count that a stock-take changed, once this transaction is committed. */
export async function announceStockTake(
	db: DbOrTx,
	{ id, personIds }: { id: string; personIds: readonly string[] }
): Promise<void> {
	await announce(db, personIds, (some) => ({ kind: 'stock_take', id, personIds: some }));
}

async function announce(
	db: DbOrTx,
	personIds: readonly string[],
	message: (personIds: string[]) => LiveMessage
): Promise<void> {
	let start = 0;
	do {
		const text = JSON.stringify(message(personIds.slice(start, start + PEOPLE_AT_ONCE)));
		await db.execute(sql`select pg_notify(${liveChannel}, ${text})`);
		start += PEOPLE_AT_ONCE;
	} while (start < personIds.length);
}
