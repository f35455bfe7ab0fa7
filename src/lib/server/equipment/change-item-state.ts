import { forbidden } from '#lib/errors.ts';
import type { ItemMove } from '#lib/equipment/item-states.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx } from '#lib/server/db/client.ts';
import { changeItem, lockItem, stateAfter, type ItemRef } from './item-record.ts';

export type ItemStateInput = ItemRef & { note?: string };

type StateMove = Exclude<ItemMove, 'hand_over' | 'return' | 'relocate' | 'write_off'>;

const ACTIONS: Record<StateMove, string> = {
	ask_back: 'item.asked_back',
	send_to_repair: 'item.sent_to_repair',
	back_from_repair: 'item.back_from_repair',
	report_missing: 'item.reported_missing',
	find: 'item.found'
};

/**
 * A move that changes only the state: the holder and the place stay. Only the desk within its units. Throws
 * NotFound, Forbidden, and Conflict with the reason why the item cannot make this move now.
 */
const stateMove =
	(move: StateMove) =>
	async (
		db: DbOrTx,
		actor: Actor,
		input: ItemStateInput,
		clock: Clock = systemClock
	): Promise<void> => {
		if (!can(actor, 'equipment.move')) throw forbidden();
		await withTransaction(db, async (tx) => {
			const record = await lockItem(tx, actor, input);
			const state = stateAfter(record, move);
			const act = { action: ACTIONS[move], note: input.note };
			await changeItem(tx, actor, record, { state }, act, clock.now());
		});
	};

/** Asks an item back from its holder. Recorded as `item.asked_back`. */
export const askBack = stateMove('ask_back');

/** Sends an item to repair; it stays in its holder's name. Recorded as `item.sent_to_repair`. */
export const sendToRepair = stateMove('send_to_repair');

/** Takes an item back from repair: to its holder, or to stock. Recorded as `item.back_from_repair`. */
export const backFromRepair = stateMove('back_from_repair');

/** Says that an item cannot be found; it stays in its holder's name. Recorded as `item.reported_missing`. */
export const reportMissing = stateMove('report_missing');

/** Says that a missing item is there again: with its holder, or in stock. Recorded as `item.found`. */
export const findItem = stateMove('find');
