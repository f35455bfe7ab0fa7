import { eq } from 'drizzle-orm';
import { decisionsFor, type FindingDecision } from '#lib/equipment/inventory/findings.ts';
import { forbidden, invalid, notFound } from '#lib/errors.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db, type Tx } from '#lib/server/db/client.ts';
import { askBack, findItem, reportMissing } from '#lib/server/equipment/change-item-state.ts';
import { handOver } from '#lib/server/equipment/hand-over.ts';
import type { ItemRecord } from '#lib/server/equipment/item-record.ts';
import { moveItem } from '#lib/server/equipment/move-item.ts';
import { registerItem } from '#lib/server/equipment/register-item.ts';
import { returnItem } from '#lib/server/equipment/return-item.ts';
import { linkDevice } from './link-device.ts';
import { closeFinding, lockFinding, type LockedFinding } from './lock-finding.ts';
import { inventoryDevice } from './tables.ts';

export type DecideFindingInput = {
	findingId: string;
	decision: FindingDecision;
	/** Of the new item, or of the one that the device is. */
	inventoryNumber?: string;
	category?: string;
	model?: string;
	/** Where the new item stands; the site's place when absent. */
	placeId?: string | null;
	room?: string;
	/** The reason; needed to dismiss. */
	note?: string;
};

type Decide = (
	tx: Tx,
	actor: Actor,
	locked: LockedFinding,
	input: DecideFindingInput,
	clock: Clock
) => Promise<{ itemId?: string } | void>;

const itemOf = ({ record }: LockedFinding): ItemRecord => {
	if (!record) throw notFound();
	return record;
};

const COMMANDS: Record<FindingDecision, Decide> = {
	register: async (tx, actor, { device, site }, input, clock) => {
		const { inventoryNumber = '', category = '', model = '', room } = input;
		const { serial, machineUuid } = device.seen;
		const issues = { inventoryNumber, category, model };
		const empty = Object.entries(issues).filter(([, typed]) => !typed);
		if (empty.length > 0) {
			throw invalid(Object.fromEntries(empty.map(([field]) => [field, ['errors_required']])));
		}
		const placeId = input.placeId ?? site.placeId;
		const facts = { inventoryNumber, category, model, serial, machineUuid, placeId, room };
		const { id } = await registerItem(tx, actor, facts, clock);
		await tx.update(inventoryDevice).set({ itemId: id }).where(eq(inventoryDevice.id, device.id));
		return { itemId: id };
	},
	link: async (tx, actor, { device }, { inventoryNumber = '' }, clock) => ({
		itemId: await linkDevice(tx, actor, device, inventoryNumber, clock.now())
	}),
	move: async (tx, actor, locked, { room, note }, clock) => {
		const { id: itemId, state } = itemOf(locked);
		const { seenPlaceId: placeId } = locked.finding;
		if (!placeId) throw notFound();
		if (state === 'missing') await findItem(tx, actor, { itemId, note }, clock);
		await moveItem(tx, actor, { itemId, placeId, room, note }, clock);
	},
	hand_over: async (tx, actor, locked, { note }, clock) => {
		const { id: itemId, holderId, placeId, room } = itemOf(locked);
		const { seenPersonId: personId } = locked.finding;
		if (holderId) await returnItem(tx, actor, { itemId, placeId, room, note }, clock);
		await handOver(tx, actor, { itemId, personId, note }, clock);
	},
	ask_back: async (tx, actor, locked, { note }, clock) => {
		await askBack(tx, actor, { itemId: itemOf(locked).id, note }, clock);
	},
	report_missing: async (tx, actor, locked, { note }, clock) => {
		await reportMissing(tx, actor, { itemId: itemOf(locked).id, note }, clock);
	},
	accept_hardware: async (tx, _actor, { device }) => {
		const { memory, disks } = device.seen;
		await tx
			.update(inventoryDevice)
			.set({ known: { memory, disks } })
			.where(eq(inventoryDevice.id, device.id));
	},
	dismiss: (_tx, _actor, _locked, { note = '' }) => {
		if (!note.trim()) throw invalid({ note: ['inventory_say_why'] });
		return Promise.resolve();
	}
};

/**
 * Decides about one finding: the register is brought in line by the same commands and acts as everywhere, or the finding
 * is dismissed with a reason. Only the desk within its units. Recorded as `inventory.accepted` or `inventory.dismissed`,
 * besides what the command records. Throws NotFound, Forbidden, Invalid at a field, Conflict `inventory_decided` for the
 * second of two, and Conflict with the reason why the item cannot be moved so now.
 */
export async function decideFinding(
	db: Db,
	actor: Actor,
	input: DecideFindingInput,
	clock: Clock = systemClock
): Promise<{ itemId: string | null }> {
	if (!can(actor, 'equipment.move')) throw forbidden();
	return withTransaction(db, async (tx) => {
		const locked = await lockFinding(tx, actor, input.findingId);
		const { finding } = locked;
		if (!decisionsFor(finding.kind).includes(input.decision)) {
			throw invalid({ decision: ['errors_choose'] });
		}
		const done = await COMMANDS[input.decision](tx, actor, locked, input, clock);
		const itemId = done?.itemId ?? finding.itemId;
		await closeFinding(tx, actor, { ...finding, itemId }, input, clock.now());
		return { itemId };
	});
}
