import { conflict, forbidden, invalid, notFound } from '#lib/errors.ts';
import { actorPersonId, type Actor } from '#lib/people/actor.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx } from '#lib/server/db/client.ts';
import type { IssuedAct, SignerInput } from '#lib/server/equipment/acts/issue-act.ts';
import { endRepairs } from '#lib/server/equipment/repair/end-repairs.ts';
import { notify } from '#lib/server/notifications/notify.ts';
import { issueForAll, setWriteOff, type LockedWriteOff } from './settle-write-off.ts';
import { decidesWriteOff, lockWriteOff, watchesWriteOff } from './write-off-record.ts';

export type DecideInput = { writeOffId: string; approves: boolean; reason?: string };

/**
 * Decides on a write-off for the management. Approved, its items are written off by one act that the commission and the
 * approver have signed by what they said here; rejected, they go back to what they were. Only the approver or the
 * approver's deputy, never whoever proposed it or sits in its commission. Recorded as `write_off.approved` or `write_off.rejected`; the proposer is
 * told.
 *
 * Throws NotFound to those who do not see it, Forbidden to those who do, Conflict `writeoff_not_with_approver`, Invalid
 * (`reason`) for a rejection without one.
 */
export async function decideWriteOff(
	db: DbOrTx,
	actor: Actor,
	input: DecideInput,
	clock: Clock = systemClock
): Promise<{ act: IssuedAct }> {
	const at = clock.now();
	const { writeOffId, approves } = input;
	const decision = input.reason?.trim() ?? '';
	return withTransaction(db, async (tx) => {
		const locked = await lockWriteOff(tx, writeOffId);
		const { record, lines } = locked;
		if (!decidesWriteOff(actor, record, locked.members)) {
			const sees =
				watchesWriteOff(actor, record) ||
				locked.members.some(({ personId }) => personId === actor.personId);
			throw sees ? forbidden('writeoff_not_yours') : notFound();
		}
		if (record.state !== 'approval') throw conflict('writeoff_not_with_approver');
		if (!approves && decision === '') throw invalid({ reason: ['errors_required'] });
		const act = approves
			? await issueForAll(
					tx,
					actor,
					locked,
					{
						...{ kind: 'write_off', event: 'written_off', note: record.reason },
						...{ signers: signersOf(actor, locked), facts: factsOf(locked) }
					},
					at
				)
			: await issueForAll(
					tx,
					actor,
					locked,
					{ kind: 'entry', event: 'write_off_withdrawn', signers: [], note: decision },
					at
				);
		if (approves) {
			await endRepairs(
				tx,
				lines.map(({ itemId }) => itemId),
				at
			);
		}
		const state = approves ? ('approved' as const) : ('rejected' as const);
		const decidedById = actorPersonId(actor);
		const actId = approves ? act.id : null;
		await setWriteOff(tx, record.id, { state, decision, decidedAt: at, decidedById, actId }, at);
		await notify(tx, {
			kind: approves ? 'write_off.approved' : 'write_off.rejected',
			recipients: record.proposedById ? [record.proposedById] : [],
			subject: {
				...{ noun: 'write_off', id: record.id },
				href: `/admin/equipment/write-offs/${record.id}`
			},
			params: { title: record.title, who: actor.name, note: decision },
			at
		});
		await recordAudit(tx, {
			...{ actor, action: `write_off.${state}`, noun: 'write_off', recordId: record.id, at },
			after: { decision, act: act.number }
		});
		return { act };
	});
}

/** What each said here is their signature: who agreed when they did, the approver now, perhaps by a deputy. */
function signersOf(actor: Actor, { record, members }: LockedWriteOff): SignerInput[] {
	const method = 'portal' as const;
	return [
		...members.flatMap(({ personId, opinion, at }) =>
			opinion === 'agrees' && at
				? [{ role: 'commission' as const, personId, signed: { method, at, byId: personId } }]
				: []
		),
		{ role: 'approves', personId: record.approverId, signed: { method } }
	];
}

/** The title, and who of the commission was of another mind. */
function factsOf({ record, members }: LockedWriteOff) {
	return [
		{ label: 'title', value: record.title },
		...members.flatMap(({ opinion, note }) =>
			opinion === 'disagrees' ? [{ label: 'disagrees', value: note }] : []
		)
	];
}
