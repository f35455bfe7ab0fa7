import { forbidden, invalid } from '#lib/errors.ts';
import { hasRole, type Actor } from '#lib/people/actor.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx } from '#lib/server/db/client.ts';
import { issueAct } from './acts/issue-act.ts';
import { lockItem, type ItemRef } from './item-record.ts';

/**
 * Takes an item out of use for good; its row and history stay. Only an administrator, with a reason. Throws NotFound,
 * Forbidden, Invalid without a reason, and Conflict while somebody has it.
 */
export async function writeOffItem(
	db: DbOrTx,
	actor: Actor,
	input: ItemRef & { note: string },
	clock: Clock = systemClock
): Promise<void> {
	if (!hasRole(actor, 'admin')) throw forbidden();
	if (input.note.trim() === '') throw invalid({ note: ['errors_required'] });
	await withTransaction(db, async (tx) => {
		const { note } = input;
		const steps = [
			{ kind: 'entry' as const, event: 'write_off_proposed' as const },
			{ kind: 'write_off' as const, event: 'written_off' as const }
		];
		for (const { kind, event } of steps) {
			const record = await lockItem(tx, actor, input);
			const { scopeUnitId: unitId } = record;
			const lines = [{ record, event, note }];
			await issueAct(tx, actor, { kind, lines, signers: [], unitId, note }, clock.now());
		}
	});
}
