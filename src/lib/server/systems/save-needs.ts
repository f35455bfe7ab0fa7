import { eq } from 'drizzle-orm';
import { forbidden, invalid, notFound } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx } from '#lib/server/db/client.ts';
import { listNeeds, type SystemNeed } from './list-needs.ts';
import { informationSystem, systemDependency } from './tables.ts';

/**
 * Says what a system needs to work: other systems, devices, places. A notice about one of those reaches those who use
 * the system. Replaces what was said before; circles are allowed, whoever follows them stops at what was seen. That
 * devices are there is the caller's to know. Only the desk. Recorded as `system.needs_changed` when something changed.
 * Throws Forbidden, NotFound, Invalid `systems` for a system that needs itself.
 */
export async function saveNeeds(
	db: DbOrTx,
	actor: Actor,
	input: { systemId: string; needs: readonly SystemNeed[] },
	clock: Clock = systemClock
): Promise<void> {
	if (!can(actor, 'systems.edit')) throw forbidden();
	const { systemId } = input;
	if (!isId(systemId)) throw notFound();
	const wanted = new Map(
		input.needs.filter(({ id }) => isId(id)).map((need) => [`${need.kind} ${need.id}`, need])
	);
	if (wanted.has(`system ${systemId}`)) throw invalid({ systems: ['registers_needs_itself'] });
	await withTransaction(db, async (tx) => {
		const [held] = await tx
			.select({ id: informationSystem.id })
			.from(informationSystem)
			.where(eq(informationSystem.id, systemId))
			.for('update');
		if (!held) throw notFound();
		const before = await listNeeds(tx, systemId);
		const after = [...wanted.values()];
		const same =
			before.length === after.length && before.every(({ kind, id }) => wanted.has(`${kind} ${id}`));
		if (same) return;
		await tx.delete(systemDependency).where(eq(systemDependency.systemId, systemId));
		if (after.length > 0) {
			await tx
				.insert(systemDependency)
				.values(after.map(({ kind, id }) => ({ systemId, needsKind: kind, needsId: id })));
		}
		await recordAudit(tx, {
			actor,
			action: 'system.needs_changed',
			noun: 'system',
			recordId: systemId,
			before: { needs: before },
			after: { needs: after },
			at: clock.now()
		});
	});
}
