import { eq } from 'drizzle-orm';
import { notFound } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { registerScope } from '#lib/people/register-scope.ts';
import type { DbOrTx, Tx } from '#lib/server/db/client.ts';
import { writeOff, writeOffLine, writeOffMember } from './tables.ts';

export type WriteOffRecord = typeof writeOff.$inferSelect;

/** The proposal with its lines and its commission in their order, locked until the transaction ends. Throws NotFound. */
export async function lockWriteOff(tx: Tx, id: string) {
	if (!isId(id)) throw notFound();
	const [record] = await tx.select().from(writeOff).where(eq(writeOff.id, id)).for('update');
	if (!record) throw notFound();
	return { record, lines: await linesOf(tx, id), members: await membersOf(tx, id) };
}

const linesOf = (db: DbOrTx, id: string) =>
	db
		.select()
		.from(writeOffLine)
		.where(eq(writeOffLine.writeOffId, id))
		.orderBy(writeOffLine.position);

const membersOf = (db: DbOrTx, id: string) =>
	db
		.select()
		.from(writeOffMember)
		.where(eq(writeOffMember.writeOffId, id))
		.orderBy(writeOffMember.personId);

type Kept = Pick<WriteOffRecord, 'unitId' | 'proposedById'>;

/**
 * Of the desk whose things they are. A proposal about things of several units is kept by the desk of the whole town and
 * by whoever made it.
 */
export function keepsWriteOff(actor: Actor, { unitId, proposedById }: Kept): boolean {
	if (unitId) return can(actor, 'equipment.move', { unitId });
	const isTowns = registerScope(actor) === null || proposedById === actor.personId;
	return isTowns && can(actor, 'equipment.move');
}

/** Reads it without being asked to say anything: the desk and the auditors of its unit. */
export function watchesWriteOff(actor: Actor, kept: Kept): boolean {
	if (keepsWriteOff(actor, kept)) return true;
	const scope = registerScope(actor);
	return scope === null || (kept.unitId !== null && scope.includes(kept.unitId));
}

/**
 * In whose place the actor decides: the approver's own, or as the approver's deputy. Never one's own proposal, and never
 * after having spoken in its commission, which a deputy of the approver may sit in.
 */
export const decidesWriteOff = (
	actor: Actor,
	{ approverId, proposedById }: Pick<WriteOffRecord, 'approverId' | 'proposedById'>,
	members: readonly { personId: string }[]
): boolean =>
	[actor.personId, ...actor.deputyFor].includes(approverId) &&
	proposedById !== actor.personId &&
	!members.some(({ personId }) => personId === actor.personId);

/** Where its commission and its approver read it. */
export const writeOffHref = (id: string): string => `/things/write-offs/${id}`;
