import { and, eq } from 'drizzle-orm';
import { actorPersonId, type Actor } from '#lib/people/actor.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { notify } from '#lib/server/notifications/notify.ts';
import { person } from '#lib/server/people/tables.ts';
import { staffChange } from '../changes/tables.ts';
import { noteHeld } from './note-held.ts';

export type LeavingInput = {
	personId: string;
	/** ISO last day. */
	day: string;
	/** The request that told of it. */
	requestId?: string | null;
	requestNumber?: number | null;
};

export type Leaving = typeof staffChange.$inferSelect;

/**
 * Somebody leaves on that day: opens their leaving with what they hold, or moves the day of the one that is open. The
 * leaver and the line manager are told when it is opened. The caller has asked who may. Recorded as `leaving.opened` and
 * `leaving.day_moved`.
 */
export async function openLeaving(
	tx: Tx,
	actor: Actor,
	input: LeavingInput,
	at: Date
): Promise<Leaving> {
	const [who] = await tx.select().from(person).where(eq(person.id, input.personId));
	if (!who) throw new Error('Nobody leaves.');
	const { personId, day, requestId = null, requestNumber = null } = input;
	const [made] = await tx
		.insert(staffChange)
		.values({
			...{ id: newId(), kind: 'leaver' as const, personId, day, requestId, requestNumber },
			name: who.name,
			fromUnitId: who.unitId,
			fromPosition: who.position,
			managerId: who.managerId,
			createdAt: at,
			createdById: actorPersonId(actor)
		})
		.onConflictDoNothing()
		.returning();
	if (made) {
		await noteHeld(tx, made);
		await notify(tx, {
			kind: 'leaving.told',
			recipients: [personId],
			subject: { noun: 'leaving', id: made.id, href: '/things/leaving' },
			params: { on: day },
			at
		});
		if (who.managerId)
			await notify(tx, {
				kind: 'leaving.team',
				recipients: [who.managerId],
				subject: { noun: 'leaving', id: made.id, href: `/things/leaving?person=${personId}` },
				params: { who: who.name, on: day },
				at
			});
		await recordAudit(tx, {
			...{ actor, action: 'leaving.opened', noun: 'leaving', recordId: made.id, at },
			after: { number: made.number, personId, day, requestNumber }
		});
		return made;
	}
	return moveDay(tx, actor, input, at);
}

async function moveDay(tx: Tx, actor: Actor, input: LeavingInput, at: Date): Promise<Leaving> {
	const { personId, day } = input;
	const [open] = await tx
		.select()
		.from(staffChange)
		.where(
			and(
				eq(staffChange.personId, personId),
				eq(staffChange.kind, 'leaver'),
				eq(staffChange.state, 'open')
			)
		)
		.for('update');
	if (!open) throw new Error('The open leaving is gone.');
	const known = {
		requestId: open.requestId ?? input.requestId ?? null,
		requestNumber: open.requestNumber ?? input.requestNumber ?? null
	};
	if (open.day === day && open.requestId === known.requestId) return open;
	await tx
		.update(staffChange)
		.set({ day, ...known })
		.where(eq(staffChange.id, open.id));
	if (open.day !== day)
		await recordAudit(tx, {
			...{ actor, action: 'leaving.day_moved', noun: 'leaving', recordId: open.id, at },
			before: { day: open.day },
			after: { day }
		});
	return { ...open, day, ...known };
}
