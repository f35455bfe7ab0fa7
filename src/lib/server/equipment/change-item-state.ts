import type { ActKind } from '#lib/equipment/act-kinds.ts';
import { forbidden } from '#lib/errors.ts';
import type { ItemEvent } from '#lib/equipment/item-states.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx } from '#lib/server/db/client.ts';
import { issueAct, type IssuedAct } from './acts/issue-act.ts';
import { lockItem, type ItemRef } from './item-record.ts';

export type ItemStateInput = ItemRef & { note?: string };

/**
 * A move that changes only the state: the holder and the place stay. Only the desk within its units. Throws
 * NotFound, Forbidden, and Conflict with the reason why the item cannot make this move now.
 */
const stateMove =
	(kind: ActKind, event: ItemEvent) =>
	async (
		db: DbOrTx,
		actor: Actor,
		input: ItemStateInput,
		clock: Clock = systemClock
	): Promise<IssuedAct> => {
		if (!can(actor, 'equipment.move')) throw forbidden();
		return withTransaction(db, async (tx) => {
			const record = await lockItem(tx, actor, input);
			const { note } = input;
			const lines = [{ record, event, note }];
			const { scopeUnitId: unitId } = record;
			return issueAct(tx, actor, { kind, lines, signers: [], unitId, note }, clock.now());
		});
	};

/** Asks an item back from its holder. */
export const askBack = stateMove('entry', 'asked_back');

/** Lets the holder keep an item that had been asked back. */
export const keepItem = stateMove('entry', 'kept');

/** Says that an item cannot be found; it stays in its holder's name. */
export const reportMissing = stateMove('entry', 'reported_missing');

/** Says that a missing item is there again: with its holder, or in stock. */
export const findItem = stateMove('entry', 'found');

/** Gives up the reservation of an item for a request. */
export const releaseItem = stateMove('entry', 'released');
