import { forbidden } from '#lib/errors.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx } from '#lib/server/db/client.ts';
import { issueAct, type IssuedAct } from '#lib/server/equipment/acts/issue-act.ts';
import { lockItems, type ItemRef } from '#lib/server/equipment/item-record.ts';

/**
 * Asks several items back from whoever has them, by one entry of the register: all of them or none. Only the desk within
 * its units. Throws NotFound, Forbidden, and Conflict with the reason why one of them cannot be asked back.
 */
export async function askBackItems(
	db: DbOrTx,
	actor: Actor,
	refs: readonly ItemRef[],
	note: string,
	clock: Clock = systemClock
): Promise<IssuedAct> {
	if (!can(actor, 'equipment.move')) throw forbidden();
	return withTransaction(db, async (tx) => {
		const records = await lockItems(tx, actor, refs);
		const lines = records.map((record) => ({ record, event: 'asked_back' as const, note }));
		const unitId = records[0]?.scopeUnitId ?? null;
		return issueAct(tx, actor, { kind: 'entry', lines, signers: [], unitId, note }, clock.now());
	});
}
