import { conflict, notFound } from '#lib/errors.ts';
import { OUT, type ItemState } from '#lib/equipment/item-states.ts';
import type { Actor } from '#lib/people/actor.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { lockAnyItems, type ItemRecord } from '#lib/server/equipment/item-record.ts';

/** An item that somebody holds, locked. */
export type HeldRecord = ItemRecord & { holderId: string; holderName: string };

/** Whose words count about what a person holds: the person's, and those of whoever represents the unit. */
export const speaksFor = (
	actor: Actor,
	held: { holderId: string | null; holderUnitId: string | null }
): boolean =>
	held.holderId !== null &&
	(held.holderId === actor.personId ||
		(held.holderUnitId !== null && actor.representsUnitIds.includes(held.holderUnitId)));

/**
 * An item of somebody for whom the actor speaks, locked until the transaction ends. Throws NotFound to everybody else,
 * line managers too: they look and do not act.
 */
export async function lockHeldItem(tx: Tx, actor: Actor, itemId: string): Promise<HeldRecord> {
	const [record] = await lockAnyItems(tx, [{ itemId }]);
	if (!record) throw notFound();
	const { holderId, holderName, scopeUnitId } = record;
	if (!holderId || !holderName || !speaksFor(actor, { holderId, holderUnitId: scopeUnitId })) {
		throw notFound();
	}
	return { ...record, holderId, holderName };
}

/** Throws Conflict for an item that its holder has not accepted yet: the act about it is answered first. */
export function mustBeAccepted(record: { state: ItemState; inventoryNumber: string }): void {
	if (record.state === 'handed_over') {
		throw conflict('mine_accept_first', { number: record.inventoryNumber });
	}
}

/** Somebody has it in hands: it is neither in repair nor lost. */
export const isOut = (state: ItemState): boolean => OUT.includes(state);
