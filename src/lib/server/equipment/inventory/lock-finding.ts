import { and, eq } from 'drizzle-orm';
import type { FindingDecision } from '#lib/equipment/inventory/findings.ts';
import { conflict, forbidden, notFound } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import { actorPersonId, type Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { registerScope } from '#lib/people/register-scope.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { lockItem, type ItemRecord } from '#lib/server/equipment/item-record.ts';
import { idIn } from '#lib/server/lists/conditions.ts';
import { person, unit } from '#lib/server/people/tables.ts';
import { inventoryDevice, inventoryFinding, inventorySite } from './tables.ts';

type Finding = typeof inventoryFinding.$inferSelect;

export type LockedFinding = {
	finding: Finding;
	device: typeof inventoryDevice.$inferSelect;
	site: { placeId: string | null };
	/** The record of the device; null for an unknown one. */
	record: ItemRecord | null;
};

/**
 * A finding that waits for a decision, with its device and its item, locked in the order in which reports lock them.
 * Throws NotFound, also for what is not in the actor's registers; Forbidden for one who only reads; Conflict
 * `inventory_decided` when somebody was first, `inventory_passed` when a later report agrees with the register.
 */
export async function lockFinding(tx: Tx, actor: Actor, id: string): Promise<LockedFinding> {
	if (!isId(id)) throw notFound();
	const [of] = await tx
		.select({ deviceRowId: inventoryFinding.deviceRowId })
		.from(inventoryFinding)
		.where(eq(inventoryFinding.id, id));
	if (!of) throw notFound();
	const [device] = await tx
		.select()
		.from(inventoryDevice)
		.where(eq(inventoryDevice.id, of.deviceRowId))
		.for('update');
	const [finding] = await tx
		.select()
		.from(inventoryFinding)
		.where(eq(inventoryFinding.id, id))
		.for('update');
	if (!device || !finding) throw notFound();
	const [site] = await tx
		.select({ placeId: inventorySite.placeId })
		.from(inventorySite)
		.where(eq(inventorySite.id, device.siteId));
	if (!site) throw notFound();
	const { itemId } = finding;
	const record = itemId ? await lockItem(tx, actor, { itemId }) : null;
	if (!record) await mustKeepDevicesAt(tx, actor, site.placeId);
	if (finding.state === 'passed') throw conflict('inventory_passed');
	if (finding.state !== 'open') {
		throw conflict('inventory_decided', { name: await nameOf(tx, finding.decidedById) });
	}
	return { finding, device, site, record };
}

/** An unknown device is the matter of the whole town's desk, and of the desk of a unit that is at its place. */
async function mustKeepDevicesAt(tx: Tx, actor: Actor, placeId: string | null): Promise<void> {
	const scope = registerScope(actor);
	if (scope !== null) {
		const [own] = placeId
			? await tx
					.select({ id: unit.id })
					.from(unit)
					.where(and(eq(unit.placeId, placeId), idIn(unit.id, scope)))
					.limit(1)
			: [];
		if (!own) throw notFound();
		if (!can(actor, 'equipment.move', { unitId: own.id })) throw forbidden();
	} else if (!can(actor, 'equipment.move')) throw forbidden();
}

async function nameOf(tx: Tx, personId: string | null): Promise<string> {
	const [found] = personId
		? await tx.select({ name: person.name }).from(person).where(eq(person.id, personId))
		: [];
	return found?.name ?? '';
}

/** Writes what was decided, and records it. */
export async function closeFinding(
	tx: Tx,
	actor: Actor,
	finding: Finding,
	{ decision, note = '' }: { decision: FindingDecision; note?: string },
	at: Date
): Promise<void> {
	const { id, itemId } = finding;
	const state = decision === 'dismiss' ? 'dismissed' : 'accepted';
	await tx
		.update(inventoryFinding)
		.set({ state, decidedAt: at, decidedById: actorPersonId(actor), note: note.trim(), itemId })
		.where(eq(inventoryFinding.id, id));
	await recordAudit(tx, {
		...{ actor, action: `inventory.${state}`, noun: 'inventory_finding', recordId: id, at },
		before: { kind: finding.kind, registered: finding.registered, seen: finding.seen },
		after: { decision, itemId, note: note.trim() }
	});
}
