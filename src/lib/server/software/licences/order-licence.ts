import { conflict, forbidden, invalid, notFound } from '#lib/errors.ts';
import { isoDay } from '#lib/format/moments.ts';
import { actorPersonId, type Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import type { LicenceMetric } from '#lib/software/seat-states.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { findPersonFacts } from '#lib/server/people/person-facts.ts';
import { lockProduct } from '../save-product.ts';
import { softwareLicence } from './tables.ts';

export type OrderLicenceInput = {
	productId: string;
	metric: LicenceMetric;
	quantity: number;
	/** Who agreed to the purchase: never the one who orders. */
	approvedById: string;
	/** Agreement or order; or the request it was asked with. One of them is needed. */
	reference?: string;
	requestNumber?: number | null;
	/** First and last day as agreed; it counts only when it has come. */
	validFrom?: string | null;
	validUntil?: string | null;
	priceCents?: number | null;
	reseller?: string;
	note?: string;
};

/**
 * Writes down a purchase that somebody has agreed to and that has not come. Seats may be given on it; the position
 * counts it when it has come. Only the desk of the whole town, and never on one's own word. Recorded as
 * `licence.ordered`. Throws Forbidden, NotFound, Invalid (`approvedById`, `reference`, `validUntil`) and Conflict
 * `licences_own_approval`.
 */
export async function orderLicence(
	db: DbOrTx,
	actor: Actor,
	input: OrderLicenceInput,
	clock: Clock = systemClock
): Promise<{ id: string }> {
	if (!can(actor, 'software.edit')) throw forbidden();
	const at = clock.now();
	const validFrom = input.validFrom ?? isoDay(at);
	if (!input.reference && !input.requestNumber)
		throw invalid({ reference: ['licences_reference_needed'] });
	if (input.validUntil && input.validUntil < validFrom)
		throw invalid({ validUntil: ['registers_until_before_from'] });
	if (input.approvedById === actorPersonId(actor)) throw conflict('licences_own_approval');
	return withTransaction(db, async (tx) => {
		const approver = await findPersonFacts(tx, input.approvedById);
		if (!approver) throw invalid({ approvedById: ['errors_choose'] });
		if (!(await lockProduct(tx, input.productId))) throw notFound();
		const made = {
			...{ id: newId(), productId: input.productId, state: 'ordered' as const },
			...{ metric: input.metric, quantity: input.quantity },
			...{ approvedById: approver.id, approvedAt: at },
			...{ validFrom, validUntil: input.validUntil ?? null },
			reference: input.reference ?? '',
			requestNumber: input.requestNumber ?? null,
			priceCents: input.priceCents ?? null,
			reseller: input.reseller ?? '',
			note: input.note ?? '',
			...{ createdAt: at, createdById: actorPersonId(actor), updatedAt: at }
		};
		await tx.insert(softwareLicence).values(made);
		await recordAudit(tx, {
			...{ actor, action: 'licence.ordered', noun: 'licence', recordId: made.id, after: made, at }
		});
		return { id: made.id };
	});
}
