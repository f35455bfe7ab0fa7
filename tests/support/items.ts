import { systemActor } from '#lib/people/actor.ts';
import { fixedClock } from '#lib/server/clock.ts';
import type { Db } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { heldItems, type HeldItem } from '#lib/server/equipment/items-of.ts';
import { handOver } from '#lib/server/equipment/hand-over.ts';
import { registerItem, type NewItem } from '#lib/server/equipment/register-item.ts';

type Standing = Partial<NewItem> & { holderId?: string; placeId?: string; room?: string };

/** An item in use by somebody or standing somewhere, brought there by the acts that bring it there. */
export async function itemInUse(db: Db, standing: Standing, at: Date): Promise<{ id: string }> {
	const { holderId, placeId, room, ...more } = standing;
	const clock = fixedClock(at);
	const { id } = await registerItem(
		db,
		systemActor,
		{ inventoryNumber: `T-${newId()}`, category: 'network', model: 'Switch', ...more },
		clock
	);
	const signed = { method: 'paper' as const };
	await handOver(db, systemActor, { itemId: id, personId: holderId, placeId, room, signed }, clock);
	return { id };
}

/** The items a person holds now. */
export async function itemsOf(db: Db, personId: string): Promise<HeldItem[]> {
	return (await heldItems(db, personId)).map((row) => row.record);
}
