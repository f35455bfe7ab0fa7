import { eq } from 'drizzle-orm';
import { DomainError, invalid } from '#lib/errors.ts';
import type { Actor } from '#lib/people/actor.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { changeItem, lockItem, type ItemRecord } from '#lib/server/equipment/item-record.ts';
import { takenBy } from '#lib/server/equipment/taken-by.ts';
import { inventoryDevice } from './tables.ts';

type Device = typeof inventoryDevice.$inferSelect;

/**
 * Says that a device is the item of this number: from now on its reports are compared with that. Serial number and UUID
 * are written into the register only where it has none. Runs in the caller's transaction, who has asked who may about the
 * device. Throws Invalid (`inventoryNumber`) for a number that is not in the actor's registers, and when another item has
 * the number of the device.
 */
export async function linkDevice(
	tx: Tx,
	actor: Actor,
	device: Device,
	inventoryNumber: string,
	at: Date
): Promise<string> {
	const record = await recordOf(tx, actor, inventoryNumber);
	const { serial, machineUuid } = device.seen;
	const change = {
		...(record.serial || !serial ? {} : { serial }),
		...(record.machineUuid || !machineUuid ? {} : { machineUuid })
	};
	if (Object.keys(change).length > 0) {
		const taken = await takenBy(tx, [{ ...record, ...change }]);
		if (taken) {
			const issues = Object.values(taken.issues).flat();
			throw new DomainError('Invalid', taken.messageKey, taken.details, {
				inventoryNumber: issues
			});
		}
		await changeItem(tx, actor, record, change, 'item.edited', at);
	}
	await tx
		.update(inventoryDevice)
		.set({ itemId: record.id })
		.where(eq(inventoryDevice.id, device.id));
	return record.id;
}

async function recordOf(tx: Tx, actor: Actor, inventoryNumber: string): Promise<ItemRecord> {
	try {
		return await lockItem(tx, actor, { inventoryNumber });
	} catch (problem) {
		if (!(problem instanceof DomainError) || problem.code !== 'NotFound') throw problem;
		throw invalid({ inventoryNumber: ['inventory_no_such_item'] });
	}
}
