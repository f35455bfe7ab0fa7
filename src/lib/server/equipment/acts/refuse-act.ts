import { eq } from 'drizzle-orm';
import { conflict, invalid, notFound } from '#lib/errors.ts';
import { actorPersonId, type Actor } from '#lib/people/actor.ts';
import { recordAudits } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx } from '#lib/server/db/client.ts';
import { openTask } from './open-task.ts';
import { lockAct, settleLines } from './settle-act.ts';
import { keepsAct } from './sign-act.ts';
import { act, actLine, actSignature } from './tables.ts';
import { tellRefused } from './tell-signers.ts';

/**
 * Says no to an act that one should receive things by, with a reason: what was handed over goes back to where it was in
 * stock and the desk gets a task, what a colleague wanted to pass on stays with the colleague. Whoever made it is told. Only the receiver, or the desk on the
 * receiver's word. Recorded as `act.refused`. Throws NotFound to others, Conflict `acts_not_open`, `acts_signed_already`,
 * Invalid (`reason`) without one.
 */
export async function refuseAct(
	db: DbOrTx,
	actor: Actor,
	input: { actId: string; reason: string },
	clock: Clock = systemClock
): Promise<{ number: string }> {
	return withTransaction(db, async (tx) => {
		const at = clock.now();
		const reason = input.reason.trim();
		const { act: locked, signatures } = await lockAct(tx, input.actId);
		const receives = signatures.find(({ role }) => role === 'receives');
		if (!receives || (receives.personId !== actor.personId && !keepsAct(actor, locked))) {
			throw notFound();
		}
		if (receives.signedAt) throw conflict('acts_signed_already', { number: locked.number });
		if (locked.state !== 'open') throw conflict('acts_not_open', { number: locked.number });
		if (reason === '') throw invalid({ reason: ['errors_required'] });
		await tx
			.update(actSignature)
			.set({ refusedAt: at, reason, byId: actorPersonId(actor), address: actor.ip ?? '' })
			.where(eq(actSignature.id, receives.id));
		const audits = await settleLines(tx, actor, locked, { accepts: false, at, note: reason });
		await tx.update(act).set({ state: 'refused', completedAt: at }).where(eq(act.id, locked.id));
		const lines = await tx
			.select({ itemId: actLine.itemId })
			.from(actLine)
			.where(eq(actLine.actId, locked.id));
		if (locked.kind === 'handover') {
			for (const { itemId } of lines) {
				const { id: actId, unitId } = locked;
				const about = { itemId, actId, unitId, personId: receives.personId, note: reason };
				await openTask(tx, actor, { kind: 'handover_refused', ...about }, at);
			}
		}
		await tellRefused(tx, actor, locked, reason, at);
		const after = { number: locked.number, reason };
		await recordAudits(tx, [
			...audits,
			{ actor, action: 'act.refused', noun: 'act', recordId: locked.id, after, at }
		]);
		return { number: locked.number };
	});
}
