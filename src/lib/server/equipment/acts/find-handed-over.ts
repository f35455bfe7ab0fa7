import { and, desc, eq, inArray, isNull } from 'drizzle-orm';
import { isId } from '#lib/ids.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { item } from '#lib/server/equipment/tables.ts';
import { act, itemMove } from './tables.ts';

/**
 * An item that this person was handed over already for this request, with the act: the task that asks for the handover
 * finds what was done from the register. Undefined when it was not.
 */
export async function findHandedOver(
	tx: Tx,
	chosen: string,
	{ personId, requestId }: { personId: string; requestId: string }
): Promise<{ id: string; inventoryNumber: string; actId: string; actNumber: string } | undefined> {
	const [found] = await tx
		.select({
			id: item.id,
			inventoryNumber: item.inventoryNumber,
			actId: act.id,
			actNumber: act.number
		})
		.from(item)
		.innerJoin(itemMove, and(eq(itemMove.itemId, item.id), eq(itemMove.event, 'handed_over')))
		.innerJoin(act, eq(act.id, itemMove.actId))
		.where(
			and(
				isId(chosen) ? eq(item.id, chosen) : eq(item.inventoryNumber, chosen.toUpperCase()),
				isNull(item.withdrawnAt),
				eq(item.holderId, personId),
				eq(item.requestId, requestId),
				inArray(item.state, ['handed_over', 'in_use'])
			)
		)
		.orderBy(desc(itemMove.seq))
		.limit(1);
	return found;
}
