import { eq } from 'drizzle-orm';
import { forbidden } from '#lib/errors.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { productVersion, softwareProduct } from './tables.ts';

/**
 * Takes a product that was entered by mistake out of the register. Only the desk of the whole town. Recorded as
 * `product.removed`. False when something hangs on it: a seat, a licence, a name that devices report. Throws Forbidden.
 */
export async function removeProduct(tx: Tx, actor: Actor, id: string, at: Date): Promise<boolean> {
	if (!can(actor, 'software.edit')) throw forbidden();
	try {
		await tx.transaction(async (inner) => {
			await inner.delete(productVersion).where(eq(productVersion.productId, id));
			const [before] = await inner
				.delete(softwareProduct)
				.where(eq(softwareProduct.id, id))
				.returning();
			await recordAudit(inner, {
				...{ actor, action: 'product.removed', noun: 'product', recordId: id, before, at }
			});
		});
		return true;
	} catch (problem) {
		if (isStillUsed(problem)) return false;
		throw problem;
	}
}

/** PostgreSQL refuses to delete what other rows point to. */
export function isStillUsed(problem: unknown): boolean {
	const cause = problem instanceof Error ? (problem.cause ?? problem) : undefined;
	return typeof cause === 'object' && 'code' in cause && cause.code === '23503';
}
