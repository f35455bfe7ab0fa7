import { and, inArray, isNull, type SQL } from 'drizzle-orm';
import type { ItemEvent } from '#lib/equipment/item-states.ts';
import { actorPersonId, type Actor } from '#lib/people/actor.ts';
import type { AuditEvent } from '#lib/server/audit/record-audit.ts';
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

type Ending = {
	kinds: readonly EquipmentTaskKind[];
	itemIds: readonly string[];
	/** What settled the matter: the number of an act. */
	outcome: string;
};

/**
 * Ends the desk's open tasks of these kinds about these things: the matter is settled. Gives the events for the audit log
 * (`equipment_task.done`).
 */
export async function closeTasks(
	tx: Tx,
	actor: Actor,
	{ kinds, itemIds, outcome }: Ending,
	at: Date
): Promise<AuditEvent[]> {
	if (kinds.length === 0 || itemIds.length === 0) return [];
	return endTasks(
		tx,
		actor,
		and(inArray(equipmentTask.kind, [...kinds]), inArray(equipmentTask.itemId, [...itemIds])),
		{ outcome, at }
	);
}

/** The same for open tasks that a condition names. */
export async function endTasks(
	tx: Tx,
	actor: Actor,
	which: SQL | undefined,
	{ outcome, at }: { outcome: string; at: Date }
): Promise<AuditEvent[]> {
	const ended = await tx
		.update(equipmentTask)
		.set({ doneAt: at, doneById: actorPersonId(actor), outcome })
		.where(and(which, isNull(equipmentTask.doneAt)))
		.returning({ id: equipmentTask.id, kind: equipmentTask.kind });
	return ended.map(({ id, kind }) => ({
		...{ actor, action: 'equipment_task.done', noun: 'equipment_task', recordId: id, at },
		after: { kind, outcome }
	}));
}

/** Ends the tasks that something that happened to things has settled, whoever did it and by whatever act. */
export async function closeSettledTasks(
	tx: Tx,
	actor: Actor,
	happened: readonly { itemId: string; event: ItemEvent; at: Date }[],
	outcome: string
): Promise<AuditEvent[]> {
	const audits: AuditEvent[] = [];
	for (const event of new Set(happened.map((one) => one.event))) {
		const these = happened.filter((one) => one.event === event);
		const [first] = these;
		if (!first) continue;
		const itemIds = these.map(({ itemId }) => itemId);
		const kinds = ENDED_BY[event] ?? [];
		audits.push(...(await closeTasks(tx, actor, { kinds, itemIds, outcome }, first.at)));
	}
	return audits;
}
