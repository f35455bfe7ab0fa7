import { and, eq, isNull } from 'drizzle-orm';
import { actorPersonId, type Actor } from '#lib/people/actor.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { equipmentTask, type EquipmentTaskKind } from '#lib/server/equipment/acts/tables.ts';

/** Ends the desk's open task about a thing, because its holder has put the matter right. Gives whether there was one. */
export async function closeOwnTask(
	tx: Tx,
	actor: Actor,
	task: { kind: EquipmentTaskKind; itemId: string },
	at: Date
): Promise<boolean> {
	const closed = await tx
		.update(equipmentTask)
		.set({ doneAt: at, doneById: actorPersonId(actor) })
		.where(
			and(
				eq(equipmentTask.kind, task.kind),
				eq(equipmentTask.itemId, task.itemId),
				isNull(equipmentTask.doneAt)
			)
		)
		.returning({ id: equipmentTask.id });
	return closed.length > 0;
}
