import { eq } from 'drizzle-orm';
import { forbidden, invalid, notFound } from '#lib/errors.ts';
import { actorPersonId, type Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import type { LicenceMetric } from '#lib/software/seat-states.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { mustBeFresh } from '#lib/server/people/stale-form.ts';
import { lockProduct } from '../save-product.ts';
import { softwareLicence } from './tables.ts';

export type SaveLicenceInput = {
	/** Absent for a new licence. */
	id?: string;
	/** Fingerprint of the record when its form was opened. */
	seen?: string;
	productId: string;
	metric: LicenceMetric;
	/** Null for as many as wanted. */
	quantity: number | null;
	placeId?: string | null;
	/** ISO days, both inclusive. */
	validFrom: string;
	validUntil?: string | null;
	reference?: string;
	priceCents?: number | null;
	reseller?: string;
	note?: string;
};

/**
 * Writes down a licence that has come, or changes one. Only the desk of the whole town. The product's row is held
 * meanwhile, so that no seat is given by a number that is just changing. Recorded as `licence.added` or
 * `licence.changed`. A licence may be made smaller than what is used: the position shows it. Throws Forbidden, NotFound,
 * Invalid `registers_until_before_from`, and Conflict when somebody else changed it since the form was opened.
 */
export async function saveLicence(
	db: DbOrTx,
	actor: Actor,
	input: SaveLicenceInput,
	clock: Clock = systemClock
): Promise<{ id: string }> {
	if (!can(actor, 'software.edit')) throw forbidden();
	if (input.validUntil && input.validUntil < input.validFrom)
		throw invalid({ validUntil: ['registers_until_before_from'] });
	const at = clock.now();
	return withTransaction(db, async (tx) => {
		if (!(await lockProduct(tx, input.productId))) throw notFound();
		const values = {
			productId: input.productId,
			metric: input.metric,
			quantity: input.quantity,
			placeId: input.placeId ?? null,
			validFrom: input.validFrom,
			validUntil: input.validUntil || null,
			reference: input.reference ?? '',
			priceCents: input.priceCents ?? null,
			reseller: input.reseller ?? '',
			note: input.note ?? '',
			updatedAt: at
		};
		const id = input.id ?? newId();
		const [before] = input.id
			? await tx.select().from(softwareLicence).where(eq(softwareLicence.id, id)).for('update')
			: [];
		if (input.id && before?.productId !== input.productId) throw notFound();
		if (before) {
			await mustBeFresh(tx, actor, 'licence', before, input.seen);
			await tx.update(softwareLicence).set(values).where(eq(softwareLicence.id, id));
		} else {
			const made = { id, ...values, createdAt: at, createdById: actorPersonId(actor) };
			await tx.insert(softwareLicence).values(made);
		}
		await recordAudit(tx, {
			actor,
			action: before ? 'licence.changed' : 'licence.added',
			noun: 'licence',
			recordId: id,
			before,
			after: values,
			at
		});
		return { id };
	});
}
