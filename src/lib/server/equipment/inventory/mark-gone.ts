import { and, eq, inArray, lt } from 'drizzle-orm';
import { isoDay } from '#lib/format/moments.ts';
import { withTransaction } from '#lib/server/db/client.ts';
import { item } from '#lib/server/equipment/tables.ts';
import type { JobContext } from '#lib/server/jobs/registry.ts';
import { openFinding } from './open-finding.ts';
import { inventoryDevice } from './tables.ts';

const DAY = 86_400_000;

/** Days without a report after which somebody looks where a device is. */
const DAYS_AWAY = 60;

/**
 * Opens a finding for each device that somebody has and that has not reported for sixty days. Nightly; asking again
 * changes nothing. What lies in stock or is in repair is not expected to report.
 */
export async function markGone({ db, clock }: JobContext): Promise<void> {
	const at = clock.now();
	const silent = and(
		lt(inventoryDevice.lastSeenAt, new Date(at.getTime() - DAYS_AWAY * DAY)),
		inArray(item.state, ['handed_over', 'in_use', 'to_be_returned'])
	);
	const devices = await db
		.select({ id: inventoryDevice.id })
		.from(inventoryDevice)
		.innerJoin(item, eq(item.id, inventoryDevice.itemId))
		.where(silent);
	for (const { id } of devices) {
		await withTransaction(db, async (tx) => {
			const [device] = await tx
				.select({
					id: inventoryDevice.id,
					itemId: inventoryDevice.itemId,
					lastSeenAt: inventoryDevice.lastSeenAt
				})
				.from(inventoryDevice)
				.innerJoin(item, eq(item.id, inventoryDevice.itemId))
				.where(and(eq(inventoryDevice.id, id), silent))
				.for('update', { of: inventoryDevice });
			if (device) await openFinding(tx, device, 'gone', { seen: isoDay(device.lastSeenAt) }, at);
		});
	}
}
