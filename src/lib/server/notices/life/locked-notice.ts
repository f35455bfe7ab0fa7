import { eq, sql } from 'drizzle-orm';
import type { PgUpdateSetSource } from 'drizzle-orm/pg-core';
import { conflict, notFound } from '#lib/errors.ts';
import { formatTime } from '#lib/format/dates.ts';
import { lastChange } from '#lib/server/audit/last-change.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { notice } from '../tables.ts';

/** A notice as its row says. */
type NoticeRecord = Omit<typeof notice.$inferSelect, 'search'>;

/** A notice held for change until the end of the transaction. */
export type LockedNotice = NoticeRecord & {
	/** Writes these columns, counts the revision, and gives the notice as it is then. */
	moved: (set: PgUpdateSetSource<typeof notice>, at: Date) => Promise<LockedNotice>;
};

/**
 * Locks a notice, so that whoever acts second sees what the first did. Permissions are the caller's to ask.
 * Throws NotFound when there is none of this number, Conflict when `revision` (the one of the person's page) is
 * older than the notice.
 */
export async function lockNotice(
	tx: Tx,
	number: number,
	options: { revision?: number | undefined } = {}
): Promise<LockedNotice> {
	const [row] = await tx.select().from(notice).where(eq(notice.number, number)).for('update');
	if (!row) throw notFound();
	const { revision } = options;
	if (revision !== undefined && revision !== row.revision) throw await noticeMovedOn(tx, row);
	return held(tx, row);
}

function held(tx: Tx, row: typeof notice.$inferSelect): LockedNotice {
	// The words for searching are no part of what is recorded.
	const { search: _search, ...record } = row;
	return {
		...record,
		async moved(set, at) {
			const [after] = await tx
				.update(notice)
				.set({ ...set, revision: sql`${notice.revision} + 1`, updatedAt: at })
				.where(eq(notice.id, record.id))
				.returning();
			if (!after) throw notFound();
			return held(tx, after);
		}
	};
}

/** The error for somebody who was second: says who was first, and when. */
export async function noticeMovedOn(tx: Tx, record: { id: string }) {
	const last = await lastChange(tx, 'notice', record.id);
	return conflict('notice_desk_moved', {
		by: last?.actorName ?? 'Abilaud',
		at: last ? formatTime(last.at, 'et') : ''
	});
}
