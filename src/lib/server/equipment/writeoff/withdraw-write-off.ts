import { conflict, invalid, notFound } from '#lib/errors.ts';
import { actorPersonId, type Actor } from '#lib/people/actor.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx } from '#lib/server/db/client.ts';
import { issueForAll, setWriteOff } from './settle-write-off.ts';
import { keepsWriteOff, lockWriteOff } from './write-off-record.ts';

/**
 * Takes a proposal back before it is decided: its items go back to what they were, by an entry of the register. Only the
 * desk that keeps it, with a reason. Recorded as `write_off.withdrawn`. Throws NotFound, Conflict `writeoff_over`, Invalid
 * (`reason`).
 */
export async function withdrawWriteOff(
	db: DbOrTx,
	actor: Actor,
	input: { writeOffId: string; reason: string },
	clock: Clock = systemClock
): Promise<void> {
	const at = clock.now();
	const decision = input.reason.trim();
	await withTransaction(db, async (tx) => {
		const locked = await lockWriteOff(tx, input.writeOffId);
		const { record } = locked;
		if (!keepsWriteOff(actor, record)) throw notFound();
		if (record.state !== 'commission' && record.state !== 'approval') {
			throw conflict('writeoff_over');
		}
		if (decision === '') throw invalid({ reason: ['errors_required'] });
		const act = await issueForAll(
			tx,
			actor,
			locked,
			{ kind: 'entry', event: 'write_off_withdrawn', signers: [], note: decision },
			at
		);
		const decidedById = actorPersonId(actor);
		await setWriteOff(
			tx,
			record.id,
			{ state: 'withdrawn', decision, decidedAt: at, decidedById },
			at
		);
		await recordAudit(tx, {
			...{ actor, action: 'write_off.withdrawn', noun: 'write_off', recordId: record.id, at },
			after: { decision, act: act.number }
		});
	});
}
