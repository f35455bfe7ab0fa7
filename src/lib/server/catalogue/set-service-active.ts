import { eq } from 'drizzle-orm';
import { forbidden, notFound } from '#lib/errors.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db } from '#lib/server/db/client.ts';
import { lockService } from './service-record.ts';
import { service } from './tables.ts';

/**
 * Takes a service out of the catalogue or puts it back. Running requests go on. From now on the portal, not the
 * file, decides about it. Administrators only. Recorded as `service.hidden` or `service.shown`. Throws Forbidden
 * and NotFound.
 */
export async function setServiceActive(
	db: Db,
	actor: Actor,
	input: { slug: string; active: boolean },
	clock: Clock = systemClock
): Promise<void> {
	if (!can(actor, 'catalogue.edit')) throw forbidden();
	await withTransaction(db, async (tx) => {
		const existing = await lockService(tx, input.slug);
		if (!existing) throw notFound();
		if (existing.active === input.active) return;
		const at = clock.now();
		await tx
			.update(service)
			.set({ active: input.active, source: 'portal', updatedAt: at })
			.where(eq(service.id, existing.id));
		await recordAudit(tx, {
			actor,
			action: input.active ? 'service.shown' : 'service.hidden',
			noun: 'service',
			recordId: existing.id,
			before: { active: existing.active },
			after: { active: input.active },
			at
		});
	});
}
