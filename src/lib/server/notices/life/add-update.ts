import type { LooseText } from '#lib/notices/notice-text.ts';
import { UPDATE_KINDS, type UpdateKind } from '#lib/notices/update-kinds.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { noticeUpdate } from '../tables.ts';

/** What stands with an entry of the timeline: dates as ISO texts, counts, short words. */
export type UpdateFacts = Record<string, string | number | null>;

/**
 * Writes an entry into a notice's timeline and gives its id. Whether readers see it is a matter of its kind. An entry
 * is never changed or deleted afterwards; telling people of it is the caller's (`tellReaders`).
 */
export async function addUpdate(
	tx: Tx,
	entry: {
		noticeId: string;
		kind: UpdateKind;
		texts?: LooseText | undefined;
		facts?: UpdateFacts | undefined;
		/** Null when the clock did it. */
		byId: string | null;
		at: Date;
	}
): Promise<string> {
	const id = newId();
	await tx.insert(noticeUpdate).values({
		id,
		noticeId: entry.noticeId,
		kind: entry.kind,
		texts: entry.texts ?? null,
		facts: entry.facts ?? {},
		byId: entry.byId,
		forReaders: UPDATE_KINDS[entry.kind].readers,
		at: entry.at
	});
	return id;
}
