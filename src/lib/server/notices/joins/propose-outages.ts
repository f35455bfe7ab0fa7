import { and, eq, sql } from 'drizzle-orm';
import { withTransaction } from '#lib/server/db/client.ts';
import { forgetKept } from '#lib/server/db/kept.ts';
import { newId } from '#lib/server/db/new-id.ts';
import type { JobHandler } from '#lib/server/jobs/registry.ts';
import { groupFaults } from './group-faults.ts';
import { faultsSince } from './read-faults.ts';
import { outageProposal } from './tables.ts';

/** Reports of the last quarter of an hour are looked at together. */
const WITHIN_MINUTES = 15;

/**
 * Looks whether several people have reported the same within a quarter of an hour, and proposes an outage to the desk;
 * later reports of the same join a proposal that is still open. Safe to run twice: a report stands in one proposal.
 */
export const proposeOutages: JobHandler = async ({ db, clock }) => {
	const now = clock.now();
	const proposed = await withTransaction(db, async (tx) => {
		await tx.execute(sql`select pg_advisory_xact_lock(hashtext('outage_proposal'))`);
		const faults = await faultsSince(tx, new Date(now.getTime() - WITHIN_MINUTES * 60_000));
		const open = await tx.select().from(outageProposal).where(eq(outageProposal.state, 'open'));
		const joined = new Set<string>();
		for (const proposal of open) {
			const more = faults.filter(({ things, placeId, what }) => {
				if (proposal.kind === 'words') return what === proposal.words;
				if (proposal.kind === 'place')
					return placeId === proposal.targetId && what === proposal.words;
				return things.some((thing) => thing.targetId === proposal.targetId);
			});
			const fresh = more.filter(({ requestId }) => !joined.has(requestId));
			if (fresh.length === 0) continue;
			for (const { requestId } of fresh) joined.add(requestId);
			await tx
				.update(outageProposal)
				.set({
					requestIds: [...proposal.requestIds, ...fresh.map((fault) => fault.requestId)],
					requestNumbers: [...proposal.requestNumbers, ...fresh.map((fault) => fault.requestNumber)]
				})
				.where(and(eq(outageProposal.id, proposal.id), eq(outageProposal.state, 'open')));
		}
		const groups = groupFaults(faults.filter(({ requestId }) => !joined.has(requestId)));
		if (groups.length > 0) {
			await tx.insert(outageProposal).values(
				groups.map(({ faults: alike, ...group }) => ({
					id: newId(),
					...group,
					requestIds: alike.map(({ requestId }) => requestId),
					requestNumbers: alike.map(({ requestNumber }) => requestNumber),
					state: 'open' as const,
					createdAt: now
				}))
			);
		}
		return joined.size + groups.length;
	});
	if (proposed > 0) forgetKept(db, 'notices');
};
