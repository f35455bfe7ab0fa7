import { desc, eq } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { ActKind } from '#lib/equipment/act-kinds.ts';
import type { ItemEvent } from '#lib/equipment/item-states.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { act, itemMove } from '#lib/server/equipment/acts/tables.ts';
import { person, place } from '#lib/server/people/tables.ts';
import { saidOfItems, type SaidOfItem } from './things-parts.ts';

/** One thing that happened to an item, as its holder reads it. */
export type StoryLine = {
	seq: number;
	at: Date;
	event: ItemEvent;
	actId: string;
	actNumber: string;
	actKind: ActKind;
	/** Who had it afterwards, and where it was. */
	holder: string | null;
	placeName: LocalizedText | null;
	room: string;
};

const holder = alias(person, 'story_holder');
const MOST_LINES = 100;

/**
 * What happened to an item, newest first. The caller has found the item with `getItem`; its holder sees what happened
 * since it came to them, the desk all of it.
 */
export async function storyOfThing(
	db: DbOrTx,
	itemId: string,
	since: string | null
): Promise<StoryLine[]> {
	const lines = await db
		.select({
			seq: itemMove.seq,
			at: itemMove.at,
			event: itemMove.event,
			actId: itemMove.actId,
			actNumber: act.number,
			actKind: act.kind,
			heldSince: itemMove.heldSince,
			holder: holder.name,
			placeName: place.name,
			room: itemMove.room
		})
		.from(itemMove)
		.innerJoin(act, eq(act.id, itemMove.actId))
		.leftJoin(holder, eq(holder.id, itemMove.holderId))
		.leftJoin(place, eq(place.id, itemMove.placeId))
		.where(eq(itemMove.itemId, itemId))
		.orderBy(desc(itemMove.seq))
		.limit(MOST_LINES);
	return lines
		.filter((line) => since === null || line.heldSince === since)
		.map(({ heldSince: _, ...line }) => line);
}

/** What the holder said of one thing and nobody has seen to yet. */
export async function saidOfThing(
	db: DbOrTx,
	{ id, holderId }: { id: string; holderId: string | null }
): Promise<SaidOfItem[]> {
	if (!holderId) return [];
	const query = saidOfItems(db, holderId).as('said');
	const rows = await db.select({ record: query.record }).from(query);
	return rows.map(({ record }) => record).filter(({ itemId }) => itemId === id);
}
