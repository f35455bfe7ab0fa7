import { and, eq, inArray } from 'drizzle-orm';
import type { LineAct } from '#lib/access/change-kinds.ts';
import { conflict, forbidden, invalid, notFound } from '#lib/errors.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db } from '#lib/server/db/client.ts';
import { askOwners } from './ask-owners.ts';
import { beginLines } from './apply-move.ts';
import { staffChange, staffChangeLine } from './tables.ts';

export type LineDecision = { lineId: string; act: LineAct };

/**
 * Decides lines of a mover: keep or drop what they hold, add or leave what they do not. The new line manager or their
 * deputy, and the desk of the new unit; nobody about themselves. A line may be decided anew until it has begun; once the day has
 * come, what is decided begins at once. Recorded as `change.decided`. Throws NotFound, Forbidden, Invalid, Conflict
 * `moves_line_begun`, `moves_change_over`.
 */
export async function decideMove(
	db: Db,
	actor: Actor,
	input: { number: number; decisions: readonly LineDecision[] },
	clock: Clock = systemClock
): Promise<void> {
	const at = clock.now();
	const changeId = await withTransaction(db, async (tx) => {
		const [change] = await tx
			.select()
			.from(staffChange)
			.where(and(eq(staffChange.number, input.number), eq(staffChange.kind, 'mover')))
			.for('update');
		if (!change?.toUnitId || !change.personId) throw notFound();
		const { personId, managerId, toUnitId: unitId } = change;
		if (!can(actor, 'people.decide_move', { personId, managerId, unitId })) throw forbidden();
		if (change.state !== 'open') throw conflict('moves_change_over');
		const acts = new Map(input.decisions.map(({ lineId, act }) => [lineId, act]));
		if (acts.size === 0) throw invalid({ line: ['moves_nothing_decided'] });
		const lines = await tx
			.select()
			.from(staffChangeLine)
			.where(
				and(eq(staffChangeLine.changeId, change.id), inArray(staffChangeLine.id, [...acts.keys()]))
			)
			.orderBy(staffChangeLine.id);
		if (lines.length < acts.size) throw notFound();
		const decided = [];
		for (const line of lines) {
			const act = acts.get(line.id) ?? line.proposed;
			if (line.decided === act) continue;
			if (line.accessTaskId || line.doneAt || line.requestNumber)
				throw conflict('moves_line_begun');
			if (!mayBe(line, act)) throw invalid({ line: ['errors_invalid'] });
			const say = { decided: act, decidedAt: at, decidedById: actor.personId };
			await tx.update(staffChangeLine).set(say).where(eq(staffChangeLine.id, line.id));
			decided.push({ ...line, ...say });
		}
		await recordAudit(tx, {
			actor,
			action: 'change.decided',
			noun: 'change',
			recordId: change.id,
			after: { lines: decided.map((line) => ({ line: line.id, act: line.decided })) },
			at
		});
		if (change.appliedAt) await beginLines(tx, actor, change, decided, clock);
		return change.appliedAt ? change.id : undefined;
	});
	if (changeId) await askOwners(db, changeId, clock);
}

/** What is held is kept or dropped; what is not held is added or left out. */
function mayBe(
	line: { rightId: string | null; seatId: string | null; itemId: string | null },
	act: LineAct
): boolean {
	const held = line.rightId !== null || line.seatId !== null || line.itemId !== null;
	return act === 'drop' || act === (held ? 'keep' : 'add');
}
