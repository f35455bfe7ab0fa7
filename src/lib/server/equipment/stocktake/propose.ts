import { and, eq, inArray, sql } from 'drizzle-orm';
import { correctionOf, type ProposedCorrection } from '#lib/equipment/stocktake/compare.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { stockTakeCorrection, type stockTakeLine } from './tables.ts';

export type Line = typeof stockTakeLine.$inferSelect;

/** Said of a proposal that fell away because a phone sent later what it had seen. */
export const LATE_SCAN = 'late_scan';

/** What follows for the register from a line as it is now. */
export function proposalOf(line: Line): ProposedCorrection | null {
	const { foundAt, foundPlaceId, foundRoom } = line;
	if (!foundAt) return line.expected ? correctionOf(line, null) : null;
	return correctionOf(line, { placeId: foundPlaceId, room: foundRoom });
}

/** Proposes what follows from these lines. What was proposed before stays as it was decided. */
export async function proposeAll(tx: Tx, takeId: string, lines: readonly Line[]): Promise<void> {
	const rows = lines.flatMap((line) => {
		const proposal = proposalOf(line);
		return proposal ? [rowOf(takeId, line, proposal)] : [];
	});
	for (let start = 0; start < rows.length; start += 1000) {
		await tx
			.insert(stockTakeCorrection)
			.values(rows.slice(start, start + 1000))
			.onConflictDoNothing();
	}
}

/** Proposes to look into labels that nobody knows, each once. */
export async function proposeUnknown(
	tx: Tx,
	takeId: string,
	scans: readonly { code: string; placeId: string | null; room: string }[]
): Promise<void> {
	if (scans.length === 0) return;
	await tx
		.insert(stockTakeCorrection)
		.values(
			scans.map(({ code, placeId, room }) => ({
				...{ id: newId(), stockTakeId: takeId, kind: 'unknown' as const, code, placeId, room },
				state: 'proposed' as const
			}))
		)
		.onConflictDoNothing();
}

/**
 * After a scan that came late: what was proposed about its thing and nobody has decided yet becomes what follows now,
 * or falls away. What was decided stays.
 */
export async function adjustProposals(
	tx: Tx,
	takeId: string,
	lines: readonly Line[],
	at: Date
): Promise<void> {
	const ofItems = and(
		eq(stockTakeCorrection.stockTakeId, takeId),
		inArray(
			stockTakeCorrection.itemId,
			lines.map(({ itemId }) => itemId)
		)
	);
	const proposed = await tx
		.select()
		.from(stockTakeCorrection)
		.where(and(ofItems, eq(stockTakeCorrection.state, 'proposed')))
		.for('update');
	for (const row of proposed) {
		const line = lines.find(({ itemId }) => itemId === row.itemId);
		const proposal = line ? proposalOf(line) : null;
		const stays = proposal?.kind === row.kind;
		await tx
			.update(stockTakeCorrection)
			.set(
				stays
					? { placeId: proposal.placeId, room: proposal.room, moves: line?.moves ?? row.moves }
					: { state: 'declined', decidedAt: at, note: LATE_SCAN }
			)
			.where(eq(stockTakeCorrection.id, row.id));
	}
	await proposeAll(tx, takeId, lines);
}

/** Proposals that nobody decided are taken back: counting goes on. */
export async function withdrawProposals(tx: Tx, takeId: string): Promise<void> {
	await tx
		.delete(stockTakeCorrection)
		.where(
			and(
				eq(stockTakeCorrection.stockTakeId, takeId),
				sql`(${stockTakeCorrection.state} = 'proposed' or ${stockTakeCorrection.note} = ${LATE_SCAN})`
			)
		);
}

const rowOf = (takeId: string, line: Line, proposal: ProposedCorrection) => ({
	...{ id: newId(), stockTakeId: takeId, itemId: line.itemId, moves: line.moves },
	...proposal,
	state: 'proposed' as const
});
