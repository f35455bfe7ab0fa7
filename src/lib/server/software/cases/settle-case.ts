import { eq } from 'drizzle-orm';
import { conflict, forbidden, invalid, notFound } from '#lib/errors.ts';
import { isoDay } from '#lib/format/moments.ts';
import { actorPersonId, type Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx, type Tx } from '#lib/server/db/client.ts';
import { softwareLicence } from '../licences/tables.ts';
import { positionOf } from '../position.ts';
import { lockProduct } from '../save-product.ts';
import { takeSeat } from '../take-seat.ts';
import { closeCase } from './close-case.ts';
import { softwareCase } from './tables.ts';

export type ExcuseCaseInput = {
	caseId: string;
	reason: string;
	/** Last day (ISO) on which the excuse holds; null for as long as the software stays there. */
	until: string | null;
};

/**
 * Lets software stay that should not be there, with the reason and until when. Only the desk of the whole town, and
 * nobody in their own case. Recorded as `software_case.closed`. Throws Forbidden, NotFound, Invalid (`reason`, `until`), Conflict `legality_case_closed`.
 */
export async function excuseCase(
	db: DbOrTx,
	actor: Actor,
	{ caseId, reason, until }: ExcuseCaseInput,
	clock: Clock = systemClock
): Promise<void> {
	if (!can(actor, 'software.edit')) throw forbidden();
	const at = clock.now();
	if (reason.trim() === '') throw invalid({ reason: ['errors_required'] });
	if (until !== null && until < isoDay(at)) throw invalid({ until: ['legality_until_past'] });
	await withTransaction(db, async (tx) => {
		const { personId } = await openCaseOf(tx, caseId);
		if (personId !== null && personId === actorPersonId(actor)) throw forbidden();
		const end = { state: 'excused' as const, reason: reason.trim(), excusedUntil: until };
		if (!(await closeCase(tx, actor, caseId, end, at))) throw conflict('legality_case_closed');
	});
}

export type CoverCaseInput = {
	caseId: string;
	/** A new seat for whoever uses the device, or for the device itself; or a licence that suffices now. */
	by: { seatFor: 'person' | 'device' } | { licenceId: string };
};

/**
 * Puts unlicensed software in order: by a seat that is given now, or by a licence once the product is no longer short.
 * Only the desk of the whole town. Recorded as `software_case.closed`, and `seat.taken`. Throws Forbidden, NotFound,
 * Invalid (`licenceId`), what `takeSeat` throws, and Conflict: `legality_case_closed`, `legality_not_by_licence` for
 * another kind of case, `legality_nobody_there` where the device has no user or record, `legality_still_short`.
 */
export async function coverCase(
	db: DbOrTx,
	actor: Actor,
	{ caseId, by }: CoverCaseInput,
	clock: Clock = systemClock
): Promise<void> {
	if (!can(actor, 'software.edit')) throw forbidden();
	const at = clock.now();
	await withTransaction(db, async (tx) => {
		const { productId, kind, personId, itemId } = await openCaseOf(tx, caseId);
		if (kind !== 'unlicensed') throw conflict('legality_not_by_licence');
		const product = await lockProduct(tx, productId);
		const end = { state: 'licensed' as const };
		if ('licenceId' in by) {
			await mustBeLicence(tx, by.licenceId, productId);
			const { left } = await positionOf(tx, productId, isoDay(at));
			if (left !== null && left < 0)
				throw conflict('legality_still_short', { product: product?.name ?? '' });
			await closeCase(tx, actor, caseId, { ...end, licenceId: by.licenceId }, at);
			return;
		}
		const holder = by.seatFor === 'device' ? itemId && { itemId } : personId && { personId };
		if (!holder) throw conflict('legality_nobody_there');
		const seat = await takeSeat(tx, actor, { productId, ...holder }, clock);
		await closeCase(tx, actor, caseId, { ...end, seatId: seat.id }, at);
	});
}

async function mustBeLicence(tx: Tx, licenceId: string, productId: string): Promise<void> {
	const [licence] = await tx
		.select({ productId: softwareLicence.productId })
		.from(softwareLicence)
		.where(eq(softwareLicence.id, licenceId));
	if (licence?.productId !== productId) throw invalid({ licenceId: ['errors_required'] });
}

/** The open case, its row locked. Throws NotFound, Conflict `legality_case_closed`. */
async function openCaseOf(tx: Tx, caseId: string) {
	const [found] = await tx
		.select()
		.from(softwareCase)
		.where(eq(softwareCase.id, caseId))
		.for('update');
	if (!found) throw notFound();
	if (found.state !== 'open') throw conflict('legality_case_closed');
	return found;
}
