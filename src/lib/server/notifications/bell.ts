import { and, desc, eq, inArray, isNull, lt, sql } from 'drizzle-orm';
import type { Locale } from '#lib/i18n/localized.ts';
import { isId } from '#lib/ids.ts';
import type { Actor } from '#lib/people/actor.ts';
import type { Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db, type DbOrTx } from '#lib/server/db/client.ts';
import { announceBell } from '#lib/server/live/announce.ts';
import { notificationLine } from '#lib/server/notifications/notification-texts.ts';
import { writeWords } from '#lib/server/notifications/notification-words.ts';
import { bellEntry } from '#lib/server/notifications/tables.ts';

/** One line under the bell, written in the reader's language. */
export type BellLine = {
	id: string;
	kind: string;
	text: string;
	/** What was written with it: comment, reason. */
	note: string;
	href: string;
	at: Date;
	/** How often it happened since it was last read. */
	times: number;
	isRead: boolean;
};

const LINES_AT_ONCE = 40;

/** A person's own lines, newest first. `older` is the id to go on from; undefined at the end. */
export async function listBell(
	db: DbOrTx,
	actor: Actor,
	options: { locale: Locale; clock: Clock; olderThan?: string | undefined }
): Promise<{ lines: BellLine[]; older?: string }> {
	const { olderThan } = options;
	const rows = await db
		.select()
		.from(bellEntry)
		.where(
			and(
				eq(bellEntry.personId, actor.personId),
				olderThan && isId(olderThan) ? lt(bellEntry.id, olderThan) : undefined
			)
		)
		.orderBy(desc(bellEntry.id))
		.limit(LINES_AT_ONCE + 1);
	const now = options.clock.now();
	const lines = rows.slice(0, LINES_AT_ONCE).map((row): BellLine => {
		const words = writeWords(row.params, options.locale, now);
		return {
			id: row.id,
			kind: row.kind,
			text: notificationLine(row.kind, words, options.locale),
			note: words.note,
			href: row.href,
			at: row.createdAt,
			times: row.times,
			isRead: row.readAt !== null
		};
	});
	const last = lines.at(-1);
	return { lines, ...(rows.length > LINES_AT_ONCE && last ? { older: last.id } : {}) };
}

/** How many lines each of these people has not read; a person with none is left out. */
export async function countUnread(
	db: DbOrTx,
	personIds: readonly string[]
): Promise<Map<string, number>> {
	if (personIds.length === 0) return new Map();
	const rows = await db
		.select({ personId: bellEntry.personId, count: sql<number>`count(*)::int` })
		.from(bellEntry)
		.where(and(inArray(bellEntry.personId, [...personIds]), isNull(bellEntry.readAt)))
		.groupBy(bellEntry.personId);
	return new Map(rows.map((row) => [row.personId, row.count]));
}

/** How many of a person's own lines are unread: the figure beside the bell. */
export async function unreadCount(db: DbOrTx, actor: Actor): Promise<number> {
	return (await countUnread(db, [actor.personId])).get(actor.personId) ?? 0;
}

/** Which of a person's own lines to mark: these, those about a record, or all. */
export type ReadWhich = { ids: readonly string[] } | { noun: string; id: string } | 'all';

/**
 * Marks own lines as read; lines of others are left alone without a word. Opening a record marks what was told
 * about it. Not audited: it is the person's own reading. Returns how many it marked.
 */
export async function markRead(
	db: Db,
	actor: Actor,
	which: ReadWhich,
	clock: Clock
): Promise<number> {
	return withTransaction(db, async (tx) => {
		const read = await tx
			.update(bellEntry)
			.set({ readAt: clock.now() })
			.where(
				and(eq(bellEntry.personId, actor.personId), isNull(bellEntry.readAt), chosenLines(which))
			)
			.returning({ id: bellEntry.id });
		if (read.length > 0) await announceBell(tx, [actor.personId]);
		return read.length;
	});
}

function chosenLines(which: ReadWhich) {
	if (which === 'all') return undefined;
	if ('noun' in which) {
		return and(eq(bellEntry.noun, which.noun), eq(bellEntry.recordId, which.id));
	}
	return inArray(bellEntry.id, which.ids.filter(isId));
}

/**
 * The page a line leads to, marked as read on the way; undefined for a line that is not one's own. With
 * this a click on a line marks it also without script.
 */
export async function openBellLine(
	db: Db,
	actor: Actor,
	id: string,
	clock: Clock
): Promise<string | undefined> {
	if (!isId(id)) return undefined;
	const [line] = await db
		.select({ href: bellEntry.href })
		.from(bellEntry)
		.where(and(eq(bellEntry.id, id), eq(bellEntry.personId, actor.personId)));
	if (line) await markRead(db, actor, { ids: [id] }, clock);
	return line?.href;
}
