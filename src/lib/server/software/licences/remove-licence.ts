import { eq } from 'drizzle-orm';
import { forbidden } from '#lib/errors.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { isStillUsed } from '../remove-product.ts';
import { softwareLicence } from './tables.ts';

/**
 * Takes a licence that was entered by mistake out of the register. Only the desk of the whole town. Recorded as
 * `licence.removed`. False when something hangs on it: a file, a case that it settled. Throws Forbidden.
 */
export async function removeLicence(tx: Tx, actor: Actor, id: string, at: Date): Promise<boolean> {
	if (!can(actor, 'software.edit')) throw forbidden();
	try {
		await tx.transaction(async (inner) => {
			const [before] = await inner
				.delete(softwareLicence)
				.where(eq(softwareLicence.id, id))
				.returning();
			await recordAudit(inner, {
				...{ actor, action: 'licence.removed', noun: 'licence', recordId: id, before, at }
			});
		});
		return true;
	} catch (problem) {
		if (isStillUsed(problem)) return false;
		throw problem;
	}
}
