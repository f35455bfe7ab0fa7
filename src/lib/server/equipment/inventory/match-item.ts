import { and, eq, isNull, or, sql } from 'drizzle-orm';
import type { SeenDevice } from '#lib/equipment/inventory/findings.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { item } from '#lib/server/equipment/tables.ts';

/**
 * The record of a device in the register, by its serial number or UUID in whatever case. None when nothing fits, and
 * none when the two name different records: somebody must look. What it was `linked` to before stays so.
 */
export async function matchItem(
	db: DbOrTx,
	{ serial, machineUuid }: Pick<SeenDevice, 'serial' | 'machineUuid'>,
	linked: string | null
): Promise<string | null> {
	if (!serial && !machineUuid && !linked) return null;
	const found = await db
		.select({ id: item.id })
		.from(item)
		.where(
			and(
				isNull(item.withdrawnAt),
				or(
					linked ? eq(item.id, linked) : undefined,
					serial
						? sql`lower(${item.serial}) = ${serial.toLowerCase()} and serial <> ''`
						: undefined,
					machineUuid ? and(eq(item.machineUuid, machineUuid), sql`machine_uuid <> ''`) : undefined
				)
			)
		)
		.limit(3);
	if (linked && found.some(({ id }) => id === linked)) return linked;
	return found.length === 1 ? (found[0]?.id ?? null) : null;
}
