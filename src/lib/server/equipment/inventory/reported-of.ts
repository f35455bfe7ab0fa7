import { desc, eq } from 'drizzle-orm';
import type { SeenDevice } from '#lib/equipment/inventory/findings.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { inventoryDevice, inventorySite } from './tables.ts';

/** What agents last reported of an item. */
export type Reported = SeenDevice & { lastSeenAt: Date; siteName: string };

/** The last report of an item's device; undefined when none ever came. The caller has asked who may read the item. */
export async function reportedOf(db: DbOrTx, itemId: string): Promise<Reported | undefined> {
	const [found] = await db
		.select({
			seen: inventoryDevice.seen,
			lastSeenAt: inventoryDevice.lastSeenAt,
			siteName: inventorySite.name
		})
		.from(inventoryDevice)
		.innerJoin(inventorySite, eq(inventorySite.id, inventoryDevice.siteId))
		.where(eq(inventoryDevice.itemId, itemId))
		.orderBy(desc(inventoryDevice.lastSeenAt))
		.limit(1);
	return found && { ...found.seen, lastSeenAt: found.lastSeenAt, siteName: found.siteName };
}
