import { and, eq, sql } from 'drizzle-orm';
import { withTransaction, type Tx } from '#lib/server/db/client.ts';
import { notify } from '#lib/server/notifications/notify.ts';
import { listAgentsFor } from '#lib/server/people/approvers.ts';
import { listPersonFacts } from '#lib/server/people/person-facts.ts';
import { forgetKept } from '#lib/server/db/kept.ts';
import { newId } from '#lib/server/db/new-id.ts';
import type { JobHandler } from '#lib/server/jobs/registry.ts';
import { nameInAllLanguages } from '../writing/affected-names.ts';
import { groupFaults, type FaultGroup } from './group-faults.ts';
import { faultsSince } from './read-faults.ts';
import { outageProposal } from './tables.ts';

/** Reports of the last quarter of an hour are looked at together. */
const WITHIN_MINUTES = 15;

/**
 * Looks whether several people have reported the same within a quarter of an hour, and proposes an outage to the desk: the
 * agents of those people hear of it by the bell. Later reports of the same join a proposal that is still open. Safe to run twice: a report stands in one proposal.
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
			const proposals = groups.map((group) => ({ id: newId(), group }));
			await tx.insert(outageProposal).values(
				proposals.map(({ id, group: { faults: alike, ...group } }) => ({
					id,
					...group,
					requestIds: alike.map(({ requestId }) => requestId),
					requestNumbers: alike.map(({ requestNumber }) => requestNumber),
					state: 'open' as const,
					createdAt: now
				}))
			);
			for (const { id, group } of proposals) await tellAgents(tx, id, group, now);
		}
		return joined.size + groups.length;
	});
	if (proposed > 0) forgetKept(db, 'notices');
};

/** Rings for the agents whose role reaches somebody of those who reported, once for each proposal. */
async function tellAgents(tx: Tx, id: string, group: FaultGroup, at: Date): Promise<void> {
	const { kind, targetId, words, faults } = group;
	const people = await listPersonFacts(tx, [...new Set(faults.map((fault) => fault.personId))]);
	const units = [...new Set(people.map(({ unitId }) => unitId))];
	const agents = await Promise.all(units.map((unitId) => listAgentsFor(tx, unitId)));
	const thing =
		kind === 'words' || !targetId
			? undefined
			: (await nameInAllLanguages(tx, [{ kind, targetId, impact: 'unavailable' }])).get(targetId);
	await notify(tx, {
		kind: 'notice.outage_proposed',
		recipients: agents.flat(),
		subject: { noun: 'outage_proposal', id, href: '/admin' },
		params: { count: String(faults.length), title: thing ?? words },
		at
	});
}
