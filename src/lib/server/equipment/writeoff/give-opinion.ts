import { and, eq } from 'drizzle-orm';
import { conflict, invalid, notFound } from '#lib/errors.ts';
import type { CommissionOpinion } from '#lib/equipment/write-off.ts';
import type { Actor } from '#lib/people/actor.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx } from '#lib/server/db/client.ts';
import { notify } from '#lib/server/notifications/notify.ts';
import { writeOff, writeOffMember } from './tables.ts';
import { lockWriteOff, writeOffHref } from './write-off-record.ts';

/**
 * Says what a member of the commission thinks of a proposal; it may be said anew until the last one has spoken. With the
 * last opinion the proposal goes to its approver. Only members, each for themselves: a commission has no deputies.
 * Recorded as `write_off.opinion`. Throws NotFound to others, Conflict `writeoff_not_with_commission`, Invalid (`note`)
 * for a disagreement without its reason.
 */
export async function giveOpinion(
	db: DbOrTx,
	actor: Actor,
	input: { writeOffId: string; opinion: CommissionOpinion; note?: string },
	clock: Clock = systemClock
): Promise<{ isLast: boolean }> {
	const at = clock.now();
	const { writeOffId, opinion } = input;
	const note = input.note?.trim() ?? '';
	return withTransaction(db, async (tx) => {
		const { record, members, lines } = await lockWriteOff(tx, writeOffId);
		if (!members.some(({ personId }) => personId === actor.personId)) throw notFound();
		if (record.state !== 'commission') throw conflict('writeoff_not_with_commission');
		if (opinion === 'disagrees' && note === '') throw invalid({ note: ['errors_required'] });
		await tx
			.update(writeOffMember)
			.set({ opinion, note, at })
			.where(
				and(eq(writeOffMember.writeOffId, writeOffId), eq(writeOffMember.personId, actor.personId))
			);
		const isLast = members.every(
			(member) => member.opinion !== null || member.personId === actor.personId
		);
		if (isLast) {
			await tx
				.update(writeOff)
				.set({ state: 'approval', updatedAt: at })
				.where(eq(writeOff.id, writeOffId));
			await notify(tx, {
				kind: 'write_off.decision_asked',
				recipients: [record.approverId],
				subject: { noun: 'write_off', id: writeOffId, href: writeOffHref(writeOffId) },
				params: { title: record.title, count: String(lines.length) },
				at
			});
		}
		await recordAudit(tx, {
			...{ actor, action: 'write_off.opinion', noun: 'write_off', recordId: writeOffId, at },
			after: { opinion, note }
		});
		return { isLast };
	});
}
