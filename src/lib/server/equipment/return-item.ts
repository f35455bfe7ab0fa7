import { and, eq, inArray } from 'drizzle-orm';
import type { SigningMethod } from '#lib/equipment/act-kinds.ts';
import { forbidden } from '#lib/errors.ts';
import { actorPersonId, type Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx } from '#lib/server/db/client.ts';
import { issueAct } from './acts/issue-act.ts';
import { lockItems, noteOn, placeOf, type ItemRef } from './item-record.ts';
import { item } from './tables.ts';

export type ReturnInput = {
	/** Where they are put; the place of the one who takes them back when absent. */
	placeId?: string | null;
	room?: string;
	requestId?: string | null;
	requestNumber?: number | null;
	note?: string;
	/** How the one who gives them back signed on the spot; absent: only the desk's receipt is on the act. */
	signed?: { method: SigningMethod; drawing?: string; fileId?: string };
	/** What was written beside single items, by id or number. */
	notes?: Record<string, string>;
	/** Key of the form that asks for it. */
	formKey?: string | null;
	/** The one who gives them back is asked to sign in the portal, when it is one person. */
	asks?: boolean;
};

export type Returned = {
	actId: string;
	actNumber: string;
	items: { id: string; inventoryNumber: string }[];
};

/**
 * Takes items back into stock by one act: nobody holds them any more. Only the desk within its units. Throws NotFound,
 * Forbidden, and Conflict when nobody has one of them.
 */
export async function returnItems(
	db: DbOrTx,
	actor: Actor,
	refs: readonly ItemRef[],
	input: ReturnInput,
	clock: Clock = systemClock
): Promise<Returned> {
	if (!can(actor, 'equipment.move')) throw forbidden();
	return withTransaction(db, async (tx) => {
		const records = await lockItems(tx, actor, refs);
		const placeId = input.placeId ? (await placeOf(tx, input.placeId)).id : actor.placeId;
		const holders = [...new Set(records.map(({ holderId }) => holderId))];
		const [fromPersonId = null] = holders.length === 1 ? holders : [];
		const byId = actorPersonId(actor);
		const { room = '', requestId = null, requestNumber = null, note, signed } = input;
		const { notes, formKey, asks } = input;
		const act = await issueAct(
			tx,
			actor,
			{
				kind: 'return',
				lines: records.map((record) => ({
					...{ record, event: 'returned' as const, placeId, room },
					note: noteOn(record, notes, note)
				})),
				signers: [
					...(fromPersonId && (signed || asks)
						? [{ role: 'gives' as const, personId: fromPersonId, signed }]
						: []),
					...(byId
						? [{ role: 'receives' as const, personId: byId, signed: { method: 'portal' as const } }]
						: [])
				],
				fromPersonId,
				unitId: records[0]?.scopeUnitId ?? null,
				...{ placeId, requestId, requestNumber, note, formKey }
			},
			clock.now()
		);
		const items = records.map(({ id, inventoryNumber }) => ({ id, inventoryNumber }));
		return { actId: act.id, actNumber: act.number, items };
	});
}

/** One item of `returnItems`. */
export async function returnItem(
	db: DbOrTx,
	actor: Actor,
	input: ItemRef & ReturnInput,
	clock: Clock = systemClock
): Promise<{ id: string; inventoryNumber: string; actNumber: string }> {
	const { actNumber, items } = await returnItems(db, actor, [input], input, clock);
	const [one] = items;
	if (!one) throw new Error('Nothing was taken back.');
	return { ...one, actNumber };
}

/**
 * Takes back everything a person has (somebody leaves), by one act. What is in repair or missing stays in that person's
 * name until it is found or written off. Only the desk within its units. Returns the ids of the items.
 */
export async function returnAllItems(
	db: DbOrTx,
	actor: Actor,
	input: ReturnInput & { personId: string },
	clock: Clock = systemClock
): Promise<string[]> {
	if (!can(actor, 'equipment.move')) throw forbidden();
	return withTransaction(db, async (tx) => {
		const held = await tx
			.select({ itemId: item.id })
			.from(item)
			.where(
				and(
					eq(item.holderId, input.personId),
					inArray(item.state, ['handed_over', 'in_use', 'to_be_returned'])
				)
			)
			.orderBy(item.id)
			.for('update');
		if (held.length === 0) return [];
		const { items } = await returnItems(tx, actor, held, input, clock);
		return items.map(({ id }) => id);
	});
}
