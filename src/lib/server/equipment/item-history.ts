import { notFound } from '#lib/errors.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { listRecordHistory } from '#lib/server/audit/list-audit.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';

/** One act on an item as its history tells it. */
export type HistoryLine = {
	seq: number;
	at: Date;
	action: string;
	/** Who did it; null for the portal itself. */
	by: string | null;
	/** To whom or where, or from whom it came back. */
	what: string;
	note: string;
};

/**
 * What was done to an item, newest first, from the audit log. The caller has found the item with `getItem`; the
 * history is for the desk and auditors. Throws NotFound for others.
 */
export async function itemHistory(db: DbOrTx, actor: Actor, id: string): Promise<HistoryLine[]> {
	if (!can(actor, 'equipment.read')) throw notFound();
	const entries = await listRecordHistory(db, 'item', id);
	return entries.map(({ seq, at, action, actorName, before, after }) => {
		const was = textsOf(before);
		const became = textsOf(after);
		const parts =
			action === 'item.returned'
				? [was.holderName, became.placeName]
				: [became.holderName, became.placeName, became.room];
		return {
			seq,
			at,
			action,
			by: actorName,
			what: parts.filter(Boolean).join(', '),
			note: action === 'item.registered' || action === 'item.edited' ? '' : (became.note ?? '')
		};
	});
}

function textsOf(record: unknown): Record<string, string | undefined> {
	if (typeof record !== 'object' || record === null) return {};
	return Object.fromEntries(
		Object.entries(record).filter(
			(entry): entry is [string, string] => typeof entry[1] === 'string'
		)
	);
}
