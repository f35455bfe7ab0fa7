import { eq } from 'drizzle-orm';
import { taskWordIn, type EquipmentTaskKind } from '#lib/equipment/acts/task-words.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import { actorPersonId, type Actor } from '#lib/people/actor.ts';
import { newId } from '#lib/server/db/new-id.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { stockKind } from '#lib/server/equipment/stock/tables.ts';
import { item } from '#lib/server/equipment/tables.ts';
import { notify } from '#lib/server/notifications/notify.ts';
import { listAgentsFor, listTownAgents } from '#lib/server/people/approvers.ts';
import { equipmentTask } from './tables.ts';

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
 * Opens a task for the desk about an item or a kind of supplies, in the caller's transaction, and rings the bell of the
 * agents of its unit. The same task about the same thing is open once: asking again changes nothing and rings nobody.
 * Gives whether it is new.
 */
export async function openTask(tx: Tx, actor: Actor, input: TaskInput, at: Date): Promise<boolean> {
	const [made] = await tx
		.insert(equipmentTask)
		.values({ ...input, id: newId(), openedAt: at, openedById: actorPersonId(actor) })
		.onConflictDoNothing()
		.returning({ id: equipmentTask.id });
	if (!made) return false;
	const { kind, unitId, note = '' } = input;
	await notify(tx, {
		kind: 'equipment.task',
		recipients: await (unitId ? listAgentsFor(tx, unitId) : listTownAgents(tx)),
		exclude: [actor.personId],
		subject: { noun: 'equipment_task', id: made.id, href: '/admin/equipment/tasks' },
		params: { task: taskWordIn(kind), title: await titleOf(tx, input), note },
		at
	});
	return true;
}

async function titleOf(
	tx: Tx,
	{ itemId, stockKindId }: TaskInput
): Promise<LocalizedText | string> {
	if (stockKindId) {
		const [kind] = await tx
			.select({ name: stockKind.name })
			.from(stockKind)
			.where(eq(stockKind.id, stockKindId));
		return kind?.name ?? '';
	}
	if (!itemId) return '';
	const [found] = await tx
		.select({ model: item.model, number: item.inventoryNumber })
		.from(item)
		.where(eq(item.id, itemId));
	return found ? `${found.model} (${found.number})` : '';
}
