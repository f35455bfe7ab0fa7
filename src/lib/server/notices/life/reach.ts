import { eq } from 'drizzle-orm';
import { forbidden, notFound } from '#lib/errors.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { person } from '#lib/server/people/tables.ts';
import { noticeReader } from '../telling/tables.ts';

/** Throws NotFound for somebody who sees no notices of the desk, Forbidden for who sees and may not change them. */
export function mustEditNotices(actor: Actor): void {
	if (!can(actor, 'notices.read')) throw notFound();
	if (!can(actor, 'notices.edit')) throw forbidden();
}

/**
 * What is public is told to the whole town and stands on the open status page. Throws Forbidden for somebody whose role
 * holds in some units.
 */
export function mustReachTown(actor: Actor): void {
	if (!can(actor, 'notices.announce', { allInUnitsOf: () => false }))
		throw forbidden('notice_desk_beyond_units');
}

/** Throws Forbidden for somebody whose role does not reach this unit. */
export function mustReachUnit(actor: Actor, unitId: string): void {
	if (!can(actor, 'notices.announce', { allInUnitsOf: (own) => own.includes(unitId) }))
		throw forbidden('notice_desk_beyond_units');
}

/**
 * May this person tell the readers of a notice something? Its owner and their deputy may; others, when their role
 * reaches every reader's unit. Throws NotFound and Forbidden.
 */
export async function mustReachReaders(
	tx: Tx,
	actor: Actor,
	notice: { id: string; ownerId: string; state: string }
): Promise<void> {
	mustEditNotices(actor);
	const isOwners = [actor.personId, ...actor.deputyFor].includes(notice.ownerId);
	// Who announces is not asked whether they named themselves as the owner.
	if (isOwners && notice.state !== 'draft') return;
	if (can(actor, 'notices.announce', { allInUnitsOf: () => false })) return;
	const rows = await tx
		.selectDistinct({ unitId: person.unitId })
		.from(noticeReader)
		.innerJoin(person, eq(person.id, noticeReader.personId))
		.where(eq(noticeReader.noticeId, notice.id));
	const allInUnitsOf = (own: string[]) => rows.every(({ unitId }) => own.includes(unitId));
	if (!can(actor, 'notices.announce', { allInUnitsOf }))
		throw forbidden('notice_desk_beyond_units');
}
