import { eq } from 'drizzle-orm';
import { conflict, forbidden, invalid, notFound } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx, type Tx } from '#lib/server/db/client.ts';
import { lockProduct } from '../save-product.ts';
import { softwareLicence } from './tables.ts';

/**
 * What was ordered has come: it counts from its first day on. Only the desk of the whole town. Recorded as
 * `licence.arrived`. Throws Forbidden, NotFound, Invalid (`validUntil`), Conflict `licences_not_ordered`.
 */
export async function licenceArrived(
	db: DbOrTx,
	actor: Actor,
	input: { id: string; validFrom: string; validUntil?: string | null; reference?: string },
	clock: Clock = systemClock
): Promise<void> {
	if (!can(actor, 'software.edit')) throw forbidden();
	const { validFrom, validUntil = null } = input;
	if (validUntil && validUntil < validFrom)
		throw invalid({ validUntil: ['registers_until_before_from'] });
	const at = clock.now();
	await withTransaction(db, async (tx) => {
		const before = await lockLicence(tx, input.id);
		if (before.state !== 'ordered') throw conflict('licences_not_ordered');
		const reference = input.reference || before.reference;
		const after = { state: 'valid' as const, validFrom, validUntil, reference };
		await settle(tx, actor, { before, after, action: 'licence.arrived', at });
	});
}

/**
 * A licence is given up, or its order called off: it counts no more from now on, and stays in the register with the
 * reason. Only the desk of the whole town. Recorded as `licence.withdrawn`. Throws Forbidden, NotFound, Invalid
 * (`reason`), Conflict `licences_withdrawn_already`.
 */
export async function withdrawLicence(
	db: DbOrTx,
	actor: Actor,
	input: { id: string; reason: string },
	clock: Clock = systemClock
): Promise<void> {
	if (!can(actor, 'software.edit')) throw forbidden();
	if (input.reason.trim() === '') throw invalid({ reason: ['errors_required'] });
	const at = clock.now();
	await withTransaction(db, async (tx) => {
		const before = await lockLicence(tx, input.id);
		if (before.state === 'withdrawn') throw conflict('licences_withdrawn_already');
		const note = [before.note, input.reason.trim()].filter(Boolean).join('\n');
		const after = { state: 'withdrawn' as const, note };
		await settle(tx, actor, { before, after, action: 'licence.withdrawn', at });
	});
}

type Licence = typeof softwareLicence.$inferSelect;

/** The licence with its product held, so that no seat is given by a number that is just changing. */
async function lockLicence(tx: Tx, id: string): Promise<Licence> {
	const find = tx.select().from(softwareLicence).where(eq(softwareLicence.id, id));
	const [found] = isId(id) ? await find : [];
	if (!found) throw notFound();
	await lockProduct(tx, found.productId);
	const [locked] = await tx
		.select()
		.from(softwareLicence)
		.where(eq(softwareLicence.id, id))
		.for('update');
	if (!locked) throw notFound();
	return locked;
}

type Settling = { before: Licence; after: Partial<Licence>; action: string; at: Date };

async function settle(tx: Tx, actor: Actor, { before, after, action, at }: Settling) {
	const { id: recordId } = before;
	await tx
		.update(softwareLicence)
		.set({ ...after, updatedAt: at })
		.where(eq(softwareLicence.id, recordId));
	await recordAudit(tx, { actor, action, noun: 'licence', recordId, before, after, at });
}
