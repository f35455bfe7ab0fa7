import { eq } from 'drizzle-orm';
import type { DeskEquipment } from '#lib/requests/desk/desk-panel-view.ts';
import { serviceVersion } from '#lib/server/catalogue/tables.ts';
import type { Db } from '#lib/server/db/client.ts';
import { listDevices } from '#lib/server/equipment/mine/list-devices.ts';
import { repairsOfItem } from '#lib/server/equipment/repair/get-repair.ts';
import { devicesNamed, waitsForAct } from '../act-or-reason.ts';
import { serviceRequest } from '../tables.ts';

const MOST_REPAIRS = 3;

/**
 * The devices that a request names: how they stand, their warranty and last repairs, and whether the request waits for an
 * act about one of them. Asks nothing of the reader: the panel has asked.
 */
export async function findDeskEquipment(db: Db, number: number): Promise<DeskEquipment> {
	const [found] = await db
		.select({
			id: serviceRequest.id,
			answers: serviceRequest.answers,
			submittedAt: serviceRequest.submittedAt,
			definition: serviceVersion.definition
		})
		.from(serviceRequest)
		.innerJoin(serviceVersion, eq(serviceVersion.id, serviceRequest.serviceVersionId))
		.where(eq(serviceRequest.number, number));
	const ids = found ? devicesNamed(found.definition, found.answers) : [];
	if (!found || ids.length === 0) return { devices: [], needsAct: false };
	const [devices, needsAct, repairs] = await Promise.all([
		listDevices(db, ids),
		waitsForAct(db, found, found.definition),
		Promise.all(ids.map((id) => repairsOfItem(db, id).limit(MOST_REPAIRS)))
	]);
	const all = repairs.flat();
	return {
		devices: devices.map((device) => ({
			...device,
			repairs: all
				.filter(({ itemId }) => itemId === device.id)
				.map(({ sentOn, returnedOn, vendor }) => ({ sentOn, returnedOn, vendor }))
		})),
		needsAct
	};
}
