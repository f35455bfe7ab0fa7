import { forbidden } from '#lib/errors.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx } from '#lib/server/db/client.ts';
import { issueAct, type IssuedAct } from './acts/issue-act.ts';
import { lockItems, noteOn, placeOf, type ItemRef } from './item-record.ts';

export type MoveInput = {
	placeId: string;
	room?: string;
	note?: string;
	/** What was written beside single items, by id or number. */
	notes?: Record<string, string>;
	/** Key of the form that asks for it. */
	formKey?: string | null;
};

/**
 * Moves items to another place or room by one transfer act; who holds them and their state stay. Only the desk within
 * its units. Throws NotFound, Forbidden, Invalid for an unknown place, and Conflict for an item in repair, missing or
 * written off.
 */
export async function moveItems(
	db: DbOrTx,
	actor: Actor,
	refs: readonly ItemRef[],
	input: MoveInput,
	clock: Clock = systemClock
): Promise<IssuedAct> {
	if (!can(actor, 'equipment.move')) throw forbidden();
	return withTransaction(db, async (tx) => {
		const records = await lockItems(tx, actor, refs);
		const { id: placeId } = await placeOf(tx, input.placeId);
		const { room = '', note, notes, formKey } = input;
		return issueAct(
			tx,
			actor,
			{
				kind: 'transfer',
				lines: records.map((record) => ({
					...{ record, event: 'relocated' as const, placeId, room },
					note: noteOn(record, notes, note)
				})),
				signers: [],
				unitId: records[0]?.scopeUnitId ?? null,
				...{ placeId, note, formKey }
			},
			clock.now()
		);
	});
}

/** One item of `moveItems`. */
export async function moveItem(
	db: DbOrTx,
	actor: Actor,
	input: ItemRef & { placeId: string; room?: string; note?: string },
	clock: Clock = systemClock
): Promise<void> {
	await moveItems(db, actor, [input], input, clock);
}
