import { and, eq } from 'drizzle-orm';
import { forbidden, invalid, notFound } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { lockProduct } from './save-product.ts';
import { productVersion } from './tables.ts';

/**
 * Says until when a version of a product is kept safe; the same version again gets the new day. Only the desk of the
 * whole town. Recorded as `product.version_said`. Throws Forbidden, NotFound, Invalid (`version`).
 */
export async function sayVersion(
	db: DbOrTx,
	actor: Actor,
	input: { productId: string; version: string; supportedUntil: string },
	clock: Clock = systemClock
): Promise<void> {
	if (!can(actor, 'software.edit')) throw forbidden();
	const { productId, supportedUntil } = input;
	const version = input.version.trim();
	if (version === '') throw invalid({ version: ['errors_required'] });
	if (!isId(productId)) throw notFound();
	await withTransaction(db, async (tx) => {
		if (!(await lockProduct(tx, productId))) throw notFound();
		await tx
			.insert(productVersion)
			.values({ id: newId(), productId, version, supportedUntil })
			.onConflictDoUpdate({
				target: [productVersion.productId, productVersion.version],
				set: { supportedUntil }
			});
		const after = { version, supportedUntil };
		await recordAudit(tx, {
			...{ actor, action: 'product.version_said', noun: 'product', recordId: productId, after },
			at: clock.now()
		});
	});
}

/** Takes a version out again. The same people; recorded as `product.version_dropped`. Throws Forbidden, NotFound. */
export async function dropVersion(
	db: DbOrTx,
	actor: Actor,
	input: { productId: string; versionId: string },
	clock: Clock = systemClock
): Promise<void> {
	if (!can(actor, 'software.edit')) throw forbidden();
	const { productId, versionId } = input;
	if (!isId(productId) || !isId(versionId)) throw notFound();
	await withTransaction(db, async (tx) => {
		const [before] = await tx
			.delete(productVersion)
			.where(and(eq(productVersion.id, versionId), eq(productVersion.productId, productId)))
			.returning();
		if (!before) throw notFound();
		await recordAudit(tx, {
			...{ actor, action: 'product.version_dropped', noun: 'product', recordId: productId, before },
			at: clock.now()
		});
	});
}
