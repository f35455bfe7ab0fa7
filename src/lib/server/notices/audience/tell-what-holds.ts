import { and, desc, eq, inArray } from 'drizzle-orm';
import type { ToldKind } from '#lib/notices/update-kinds.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { addUpdate } from '../life/add-update.ts';
import { noticeUpdate } from '../tables.ts';
import { tellReaders } from '../telling/tell-readers.ts';

/** Entries that say how it stands until the next of them; their letters say the whole of it. */
const STANDING: readonly ToldKind[] = [
	'announced',
	'rescheduled',
	'started',
	'extended',
	'overrun',
	'partly',
	'reopened'
];

/**
 * Tells people who have just become readers what holds now: the newest entry of the timeline that says how it stands,
 * as if they had been there then; and writes into the timeline of the desk that so many came. The caller holds the
 * notice locked.
 */
export async function tellWhatHolds(
	tx: Tx,
	noticeId: string,
	personIds: readonly string[],
	{ byId, at }: { byId: string | null; at: Date }
): Promise<void> {
	if (personIds.length === 0) return;
	const [standing] = await tx
		.select({ id: noticeUpdate.id, kind: noticeUpdate.kind })
		.from(noticeUpdate)
		.where(and(eq(noticeUpdate.noticeId, noticeId), inArray(noticeUpdate.kind, [...STANDING])))
		.orderBy(desc(noticeUpdate.at), desc(noticeUpdate.id))
		.limit(1);
	const facts = { count: personIds.length };
	await addUpdate(tx, { noticeId, kind: 'joined', facts, byId, at });
	if (!standing) return;
	const kind = standing.kind as ToldKind;
	await tellReaders(tx, { noticeId, updateId: standing.id, kind, at, only: personIds });
}
