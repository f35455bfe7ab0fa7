import { and, eq, isNull, notInArray, sql } from 'drizzle-orm';
import type { FindingKind } from '#lib/equipment/inventory/findings.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { inventoryFinding } from './tables.ts';

/** What the register says, and what was seen instead. */
export type Difference = {
	registered?: string;
	seen: string;
	seenPlaceId?: string;
	seenPersonId?: string;
};

type Device = { id: string; itemId: string | null };

/**
 * Opens a finding, or counts one that is open already once more. What somebody has dismissed stays dismissed as long as
 * the same is seen.
 */
export async function openFinding(
	tx: Tx,
	device: Device,
	kind: FindingKind,
	difference: Difference,
	at: Date
): Promise<void> {
	const { registered = '', seen, seenPlaceId = null, seenPersonId = null } = difference;
	if (await wasDismissed(tx, device, kind, { seen, seenPlaceId, seenPersonId })) return;
	await tx
		.insert(inventoryFinding)
		.values({
			...{ id: newId(), kind, deviceRowId: device.id, itemId: device.itemId },
			...{
				registered,
				seen,
				seenPlaceId,
				seenPersonId,
				openedAt: at,
				lastSeenAt: at,
				state: 'open'
			}
		})
		.onConflictDoUpdate({
			target: [inventoryFinding.kind, inventoryFinding.deviceRowId],
			targetWhere: sql`state = 'open'`,
			set: {
				...{ registered, seen, seenPlaceId, seenPersonId, lastSeenAt: at },
				times: sql`${inventoryFinding.times} + 1`
			}
		});
}

/** A later report agrees with the register again: what was open besides these kinds needs no decision. */
export async function passFindings(
	tx: Tx,
	deviceRowId: string,
	stillOpen: readonly FindingKind[],
	at: Date
): Promise<void> {
	await tx
		.update(inventoryFinding)
		.set({ state: 'passed', decidedAt: at })
		.where(
			and(
				eq(inventoryFinding.deviceRowId, deviceRowId),
				eq(inventoryFinding.state, 'open'),
				stillOpen.length > 0 ? notInArray(inventoryFinding.kind, [...stillOpen]) : undefined
			)
		);
}

type Seen = { seen: string; seenPlaceId: string | null; seenPersonId: string | null };

async function wasDismissed(
	tx: Tx,
	device: Device,
	kind: FindingKind,
	{ seen, seenPlaceId, seenPersonId }: Seen
): Promise<boolean> {
	const same = {
		unknown_device: undefined,
		gone: eq(inventoryFinding.seen, seen),
		hardware_changed: eq(inventoryFinding.seen, seen),
		other_place: eq(inventoryFinding.seenPlaceId, seenPlaceId ?? ''),
		other_user: eq(inventoryFinding.seenPersonId, seenPersonId ?? '')
	}[kind];
	const [found] = await tx
		.select({ id: inventoryFinding.id })
		.from(inventoryFinding)
		.where(
			and(
				eq(inventoryFinding.deviceRowId, device.id),
				eq(inventoryFinding.kind, kind),
				eq(inventoryFinding.state, 'dismissed'),
				device.itemId
					? eq(inventoryFinding.itemId, device.itemId)
					: isNull(inventoryFinding.itemId),
				same
			)
		)
		.limit(1);
	return found !== undefined;
}
