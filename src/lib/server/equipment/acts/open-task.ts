import { actorPersonId, type Actor } from '#lib/people/actor.ts';
import { newId } from '#lib/server/db/new-id.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { equipmentTask, type EquipmentTaskKind } from './tables.ts';

export type TaskInput = {
	kind: EquipmentTaskKind;
	itemId?: string | null;
	stockKindId?: string | null;
	placeId?: string | null;
	actId?: string | null;
	personId?: string | null;
	unitId?: string | null;
	note?: string;
};

/**
 * Opens a task for the desk about an item or a kind of supplies, in the caller's transaction. The same task about the
 * same thing is open once: asking again changes nothing. Gives whether it is new.
 */
export async function openTask(tx: Tx, actor: Actor, input: TaskInput, at: Date): Promise<boolean> {
	const made = await tx
		.insert(equipmentTask)
		.values({ ...input, id: newId(), openedAt: at, openedById: actorPersonId(actor) })
		.onConflictDoNothing()
		.returning({ id: equipmentTask.id });
	return made.length > 0;
}
