import { and, desc, eq, inArray, notInArray, or, sql } from 'drizzle-orm';
import { parseNoticeNumber } from '#lib/notices/parse-number.ts';
import type { Actor } from '#lib/people/actor.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { notice } from '../tables.ts';
import { isOutageNear } from './could-concern.ts';
import { stemsIn } from './match-words.ts';
import { mayRead } from './may-read.ts';
import { standingColumns } from './standing-columns.ts';

/** A search of more words is a letter, not a search. */
const MOST_WORDS = 8;

/** What a search has to ask about: the notices of now, and those of them that are perhaps the person's. */
type Asked = { now: Date; limit: number; current: readonly string[]; unsure: readonly string[] };

/**
 * What a search of notices has to ask the database, in one query: which of `unsure` concern the person or could
 * (`mayRead`, `isOutageNear`), and what is over, holds a word of the search or has this number, and may be read by them,
 * the most fitting and then the latest first. `current` is not over yet.
 */
export async function lookUpNotices(
	db: DbOrTx,
	actor: Actor,
	text: string,
	{ now, limit, current, unsure }: Asked
) {
	const stems = stemsIn(text).slice(0, MOST_WORDS);
	const beginnings = stems.map((stem) => `${stem}:*`).join(' | ');
	const words = beginnings && sql`(select to_tsquery('simple', ${beginnings}))`;
	const number = parseNoticeNumber(text);
	const isSaid = or(
		words ? sql`${notice.search} @@ ${words}` : undefined,
		number === undefined ? undefined : eq(notice.number, number)
	);
	const isOver = inArray(notice.state, ['restored', 'closed', 'cancelled']);
	const isOld = current.length ? notInArray(notice.id, [...current]) : undefined;
	const past = isSaid && and(isOver, isOld, isSaid, mayRead(actor));
	const isUnsure = inArray(notice.id, [...unsure]);
	const near = unsure.length
		? and(isUnsure, or(mayRead(actor), isOutageNear(actor, now)))
		: undefined;
	if (!past && !near) return { near: new Set<string>(), past: [] };
	const rank = words ? sql`ts_rank(${notice.search}, ${words}) desc` : undefined;
	const rows = await db
		.select(standingColumns)
		.from(notice)
		.where(or(past, near))
		.orderBy(
			...(near ? [desc(isUnsure)] : []),
			...(rank ? [rank] : []),
			desc(notice.updatedAt),
			desc(notice.id)
		)
		.limit(limit + unsure.length);
	const wasUnsure = ({ id }: { id: string }) => unsure.includes(id);
	return {
		near: new Set(rows.filter(wasUnsure).map(({ id }) => id)),
		past: rows.filter((row) => !wasUnsure(row)).slice(0, limit)
	};
}
