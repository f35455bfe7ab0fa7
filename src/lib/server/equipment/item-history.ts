import { and, desc, eq, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { notFound } from '#lib/errors.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { listRecordHistory } from '#lib/server/audit/list-audit.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { person, place } from '#lib/server/people/tables.ts';
import { act, itemMove } from './acts/tables.ts';

/** One thing in the history of an item. */
export type HistoryLine = {
	key: string;
	at: Date;
	/** `item.handed_over`, as the audit log calls it. */
	action: string;
	/** Who did it; null for the portal itself. */
	by: string | null;
	/** To whom it went, or from whom it came back. */
	person: string;
	place: LocalizedText | null;
	room: string;
	note: string;
	act: { id: string; number: string } | null;
};

/** What is done to an item without an act. */
const WITHOUT_ACT = new Set([
	'item.registered',
	'item.edited',
	'item.serves_changed',
	'item.file_added',
	'item.file_removed'
]);

/**
 * What happened to an item, newest first: its moves with their acts, and what was corrected in between. The caller has
 * found the item with `getItem`; the history is for the desk and auditors. Throws NotFound for others.
 */
export async function itemHistory(db: DbOrTx, actor: Actor, id: string): Promise<HistoryLine[]> {
	if (!can(actor, 'equipment.read')) throw notFound();
	const [moves, entries] = await Promise.all([movesOf(db, id), listRecordHistory(db, 'item', id)]);
	const rest = entries
		.filter(({ action }) => WITHOUT_ACT.has(action))
		.map(({ seq, at, action, actorName }) => ({
			...{ key: `a${seq}`, at, action, by: actorName, person: '', place: null },
			...{ room: '', note: '', act: null }
		}));
	return [...moves, ...rest].sort((a, b) => b.at.getTime() - a.at.getTime());
}

async function movesOf(db: DbOrTx, id: string): Promise<HistoryLine[]> {
	const by = alias(person, 'by_whom');
	const had = alias(person, 'had_it');
	const before = alias(itemMove, 'before_it');
	const rows = await db
		.select({
			seq: itemMove.seq,
			at: itemMove.at,
			event: itemMove.event,
			by: by.name,
			holder: person.name,
			had: had.name,
			place: place.name,
			room: itemMove.room,
			note: itemMove.note,
			actId: act.id,
			actNumber: act.number
		})
		.from(itemMove)
		.innerJoin(act, eq(act.id, itemMove.actId))
		.leftJoin(
			before,
			and(eq(before.itemId, itemMove.itemId), eq(before.seq, sql`${itemMove.seq} - 1`))
		)
		.leftJoin(by, eq(by.id, itemMove.byId))
		.leftJoin(had, eq(had.id, before.holderId))
		.leftJoin(person, eq(person.id, itemMove.holderId))
		.leftJoin(place, eq(place.id, itemMove.placeId))
		.where(eq(itemMove.itemId, id))
		.orderBy(desc(itemMove.seq));
	return rows.map(({ seq, event, holder, had: hadName, actId, actNumber, ...row }) => ({
		...row,
		key: `m${seq}`,
		action: event === 'relocated' ? 'item.moved' : `item.${event}`,
		person: holder ?? (event === 'returned' || event === 'refused' ? (hadName ?? '') : ''),
		act: { id: actId, number: actNumber }
	}));
}
