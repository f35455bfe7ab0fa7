import { inArray } from 'drizzle-orm';
import { DomainError, forbidden, invalid } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db } from '#lib/server/db/client.ts';
import { closeFinding, lockFinding } from './lock-finding.ts';
import { inventoryFinding } from './tables.ts';

/**
 * Dismisses several findings for one reason, in one go. What somebody has decided meanwhile is left as it is; gives how
 * many were dismissed. Who may and what is recorded: as `decideFinding`. Throws NotFound, Forbidden, Invalid (`note`).
 */
export async function dismissFindings(
	db: Db,
	actor: Actor,
	input: { ids: readonly string[]; note: string },
	clock: Clock = systemClock
): Promise<number> {
	if (!can(actor, 'equipment.move')) throw forbidden();
	const { note } = input;
	if (!note.trim()) throw invalid({ note: ['inventory_say_why'] });
	return withTransaction(db, async (tx) => {
		// By device, as reports come by device: two who dismiss at once wait in one order.
		const rows = await tx
			.select({ id: inventoryFinding.id })
			.from(inventoryFinding)
			.where(inArray(inventoryFinding.id, input.ids.filter(isId)))
			.orderBy(inventoryFinding.deviceRowId, inventoryFinding.id);
		let dismissed = 0;
		for (const { id } of rows) {
			try {
				const { finding } = await lockFinding(tx, actor, id);
				await closeFinding(tx, actor, finding, { decision: 'dismiss', note }, clock.now());
				dismissed++;
			} catch (problem) {
				if (!(problem instanceof DomainError) || problem.code !== 'Conflict') throw problem;
			}
		}
		return dismissed;
	});
}
