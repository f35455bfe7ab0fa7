import type { SigningMethod } from '#lib/equipment/act-kinds.ts';
import { conflict, forbidden, invalid } from '#lib/errors.ts';
import { actorPersonId, type Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { recordAudits } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx } from '#lib/server/db/client.ts';
import { getRegisterPerson } from '#lib/server/people/register-person.ts';
import { issueAct, type SignerInput } from './acts/issue-act.ts';
import { settleLines } from './acts/settle-act.ts';
import { lockItems, noteOn, placeOf, type ItemRecord, type ItemRef } from './item-record.ts';

export type HandOverInput = {
	/** Who gets them; absent for things that only a room has. */
	personId?: string | null;
	/** Where they will stand; the person's own place when absent. */
	placeId?: string | null;
	room?: string;
	/** The request that gives them, with its number. */
	requestId?: string | null;
	requestNumber?: number | null;
	note?: string;
	/** How the person signed on the spot; absent: they are asked to accept in the portal. */
	signed?: { method: SigningMethod; drawing?: string; fileId?: string };
	/** What was written beside single items, by id or number. */
	notes?: Record<string, string>;
	/** Key of the form that asks for it. */
	formKey?: string | null;
};

/** One handover act, and the things on it. */
export type HandedOver = {
	actId: string;
	actNumber: string;
	items: { id: string; inventoryNumber: string }[];
};

/**
 * Hands items from stock over to a person, or to a room that shares them, by one act. A person signs it on the spot, or
 * is asked to accept in the portal: until then the items are `handed_over`. A room accepts by itself. Only the desk,
 * within its units on both sides; runs inside the caller's transaction when given one. Items are locked, so each has one
 * holder however many hand it out at once.
 *
 * Throws NotFound, Forbidden, Conflict with the reason why one is not free or `registers_person_left`, Invalid when
 * nobody and no place would have them.
 */
export async function handOverItems(
	db: DbOrTx,
	actor: Actor,
	refs: readonly ItemRef[],
	input: HandOverInput,
	clock: Clock = systemClock
): Promise<HandedOver> {
	if (!can(actor, 'equipment.move')) throw forbidden();
	if (!input.personId && !input.placeId) throw invalid({ personId: ['registers_nobody_gets_it'] });
	return withTransaction(db, async (tx) => {
		const at = clock.now();
		const records = await lockItems(tx, actor, refs);
		const holder = input.personId
			? await getRegisterPerson(tx, actor, 'equipment.move', input.personId)
			: null;
		if (holder?.status === 'left') {
			throw conflict('registers_person_left', { person: holder.name });
		}
		const where = input.placeId ? await placeOf(tx, input.placeId) : null;
		const placeId = where?.id ?? holder?.placeId ?? null;
		const { room = '', requestId = null, requestNumber = null, note, notes, formKey } = input;
		const act = await issueAct(
			tx,
			actor,
			{
				kind: 'handover',
				lines: records.map((record) => ({
					...{ record, event: 'handed_over' as const, holderId: holder?.id ?? null },
					...{ placeId, room, ...requestOf(record, input), note: noteOn(record, notes, note) }
				})),
				signers: signersOf(actor, holder, input.signed),
				toPersonId: holder?.id ?? null,
				unitId: holder?.unitId ?? records[0]?.scopeUnitId ?? null,
				...{ placeId, requestId, requestNumber, note, formKey }
			},
			at
		);
		if (act.isComplete) {
			const made = { ...act, fromPersonId: null };
			await recordAudits(tx, await settleLines(tx, actor, made, { accepts: true, at }));
		}
		const items = records.map(({ id, inventoryNumber }) => ({ id, inventoryNumber }));
		return { actId: act.id, actNumber: act.number, items };
	});
}

/** One item of `handOverItems`. */
export async function handOver(
	db: DbOrTx,
	actor: Actor,
	input: ItemRef & HandOverInput,
	clock: Clock = systemClock
): Promise<{ id: string; inventoryNumber: string; actId: string; actNumber: string }> {
	const { actId, actNumber, items } = await handOverItems(db, actor, [input], input, clock);
	const [one] = items;
	if (!one) throw new Error('Nothing was handed over.');
	return { ...one, actId, actNumber };
}

/** What a thing is given for: what the act says, else what it had been set aside for. */
function requestOf(
	record: ItemRecord,
	{ requestId, requestNumber }: HandOverInput
): Pick<HandOverInput, 'requestId' | 'requestNumber'> {
	if (requestId) return { requestId, requestNumber };
	return { requestId: record.requestId, requestNumber: record.requestNumber };
}

function signersOf(
	actor: Actor,
	holder: { id: string } | null,
	signed: HandOverInput['signed']
): SignerInput[] {
	const byId = actorPersonId(actor);
	return [
		...(byId
			? [{ role: 'gives' as const, personId: byId, signed: { method: 'portal' as const } }]
			: []),
		...(holder ? [{ role: 'receives' as const, personId: holder.id, signed }] : [])
	];
}
