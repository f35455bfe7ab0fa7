import { and, inArray, isNull } from 'drizzle-orm';
import type { ItemEvent } from '#lib/equipment/item-states.ts';
import { actorPersonId, type Actor } from '#lib/people/actor.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { equipmentTask, type EquipmentTaskKind } from './tables.ts';

/** What is settled once a thing has left the hands of whoever the task is about. */
const OF_HOLDER: EquipmentTaskKind[] = ['wants_to_return', 'not_theirs', 'held_by_leaver'];

const ENDED_BY: Partial<Record<ItemEvent, EquipmentTaskKind[]>> = {
	returned: [...OF_HOLDER, 'cannot_find'],
	passed_on: OF_HOLDER,
	kept: ['wants_to_return'],
	found: ['cannot_find'],
	written_off: [...OF_HOLDER, 'cannot_find']
};

/** Ends the desk's open tasks of these kinds about these things: the matter is settled. */
export async function closeTasks(
	tx: Tx,
	actor: Actor,
	{ kinds, itemIds }: { kinds: readonly EquipmentTaskKind[]; itemIds: readonly string[] },
	at: Date
): Promise<void> {
	if (kinds.length === 0 || itemIds.length === 0) return;
	await tx
		.update(equipmentTask)
		.set({ doneAt: at, doneById: actorPersonId(actor) })
		.where(
			and(
				inArray(equipmentTask.kind, [...kinds]),
				inArray(equipmentTask.itemId, [...itemIds]),
				isNull(equipmentTask.doneAt)
			)
		);
}

/** Ends the tasks that something that happened to things has settled, whoever did it and by whatever act. */
export async function closeSettledTasks(
	tx: Tx,
	actor: Actor,
	happened: readonly { itemId: string; event: ItemEvent; at: Date }[]
): Promise<void> {
	for (const event of new Set(happened.map((one) => one.event))) {
		const these = happened.filter((one) => one.event === event);
		const [first] = these;
		if (!first) continue;
		const itemIds = these.map(({ itemId }) => itemId);
		await closeTasks(tx, actor, { kinds: ENDED_BY[event] ?? [], itemIds }, first.at);
	}
}
