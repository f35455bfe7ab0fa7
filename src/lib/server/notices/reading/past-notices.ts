import { and, desc, eq, inArray, notInArray, or, sql } from 'drizzle-orm';
import { parseNoticeNumber } from '#lib/notices/parse-number.ts';
import type { Actor } from '#lib/people/actor.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { notice } from '../tables.ts';
import { stemsIn } from './match-words.ts';
import { mayRead } from './may-read.ts';
import { standingColumns } from './standing-columns.ts';

/** A search of more words is a letter, not a search. */
const MOST_WORDS = 8;

/**
 * Notices that are over and hold a word of a search or have this number, the most fitting and then the latest first;
 * only those that the person may read (`mayRead`). One query, none for a search without words.
 */
export async function pastNotices(
	db: DbOrTx,
	actor: Actor,
	text: string,
	{ limit, without }: { limit: number; without: readonly string[] }
) {
	const stems = stemsIn(text).slice(0, MOST_WORDS);
	const beginnings = stems.map((stem) => `${stem}:*`).join(' | ');
	const words = beginnings && sql`(select to_tsquery('simple', ${beginnings}))`;
	const number = parseNoticeNumber(text);
	if (!words && number === undefined) return [];
	const fits = words ? sql`${notice.search} @@ ${words}` : undefined;
	const numbered = number === undefined ? undefined : eq(notice.number, number);
	const rank = words ? sql`ts_rank(${notice.search}, ${words}) desc` : undefined;
	return db
		.select(standingColumns)
		.from(notice)
		.where(
			and(
				inArray(notice.state, ['restored', 'closed', 'cancelled']),
				without.length ? notInArray(notice.id, [...without]) : undefined,
				or(fits, numbered),
				mayRead(actor)
			)
		)
		.orderBy(...(rank ? [rank] : []), desc(notice.updatedAt), desc(notice.id))
		.limit(limit);
}
