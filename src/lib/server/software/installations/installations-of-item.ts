import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import type { SoftwarePolicy } from '#lib/software/software-policies.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { inventoryDevice } from '#lib/server/equipment/inventory/tables.ts';
import { softwareProduct } from '../tables.ts';
import { softwareInstallation, softwareTitle } from './tables.ts';

export type InstalledOnItem = {
	id: string;
	title: string;
	version: string;
	productId: string | null;
	product: string | null;
	policy: SoftwarePolicy | null;
	since: Date;
};

const MOST = 500;

/**
 * What the device of an item has now, products of the register first; what is not counted is left out. The caller has
 * asked who may read the item.
 */
export async function installationsOfItem(db: DbOrTx, itemId: string): Promise<InstalledOnItem[]> {
	return db
		.select({
			id: softwareInstallation.id,
			title: softwareTitle.name,
			version: softwareInstallation.version,
			productId: softwareProduct.id,
			product: softwareProduct.name,
			policy: softwareProduct.policy,
			since: softwareInstallation.firstSeenAt
		})
		.from(softwareInstallation)
		.innerJoin(inventoryDevice, eq(inventoryDevice.id, softwareInstallation.deviceRowId))
		.innerJoin(softwareTitle, eq(softwareTitle.id, softwareInstallation.titleId))
		.leftJoin(softwareProduct, eq(softwareProduct.id, softwareTitle.productId))
		.where(
			and(
				eq(inventoryDevice.itemId, itemId),
				isNull(softwareInstallation.goneAt),
				eq(softwareTitle.ignored, false)
			)
		)
		.orderBy(
			sql`${softwareProduct.name} is null`,
			asc(sql`coalesce(${softwareProduct.name}, ${softwareTitle.name})`),
			asc(softwareInstallation.id)
		)
		.limit(MOST);
}
