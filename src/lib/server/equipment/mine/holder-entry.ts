import type { ItemEvent } from '#lib/equipment/item-states.ts';
import type { Actor } from '#lib/people/actor.ts';
import { issueAct, type IssuedAct } from '#lib/server/equipment/acts/issue-act.ts';
import type { Tx } from '#lib/server/db/client.ts';
import type { HeldRecord } from './lock-held.ts';

/** Records by an entry of the register what a holder says of one thing. The caller has locked it and asked who may. */
export function holderEntry(
	tx: Tx,
	actor: Actor,
	record: HeldRecord,
	said: { event: ItemEvent; note: string },
	at: Date
): Promise<IssuedAct> {
	return issueAct(
		tx,
		actor,
		{
			kind: 'entry',
			lines: [{ record, ...said }],
			signers: [],
			fromPersonId: record.holderId,
			unitId: record.scopeUnitId,
			note: said.note
		},
		at
	);
}
