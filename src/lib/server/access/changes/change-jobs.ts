import { and, asc, eq, isNull, lte, sql } from 'drizzle-orm';
import { DomainError } from '#lib/errors.ts';
import { isoDay } from '#lib/format/moments.ts';
import { systemActor } from '#lib/people/actor.ts';
import { withTransaction, type Tx } from '#lib/server/db/client.ts';
import type { JobHandler } from '#lib/server/jobs/registry.ts';
import { listAgentsFor } from '#lib/server/people/approvers.ts';
import { calendarOf } from '#lib/server/requests/request-calendar.ts';
import { addWorkingDays } from '#lib/working-time/working-time.ts';
import { applyMove } from './apply-move.ts';
import { askOwners } from './ask-owners.ts';
import { settledMoves, undecided } from './change-sql.ts';
import { staffChange } from './tables.ts';
import { tellChange } from './tell-change.ts';

/** Working days before the day on which what is not ready yet is late. */
export const LATE_DAYS = 3;

const AT_ONCE = 200;

/**
 * Carries out moves whose day has come, and ends those of which everything is done. Safe to run twice: each is locked and
 * looked at again. One that is not possible any more stays open with the reason, and the desk hears of it.
 */
export const carryOutMoves: JobHandler = async ({ db, clock }) => {
	const today = isoDay(clock.now());
	const due = await db
		.select({ id: staffChange.id })
		.from(staffChange)
		.where(
			and(
				eq(staffChange.kind, 'mover'),
				eq(staffChange.state, 'open'),
				isNull(staffChange.appliedAt),
				lte(staffChange.day, today)
			)
		)
		.orderBy(asc(staffChange.day), asc(staffChange.id))
		.limit(AT_ONCE);
	for (const { id } of due) {
		try {
			await withTransaction(db, async (tx) => {
				const change = await lockOpen(tx, id);
				if (change && !change.appliedAt) await applyMove(tx, change, clock);
			});
			await askOwners(db, id, clock);
		} catch (problem) {
			if (!(problem instanceof DomainError)) throw problem;
			const note = Object.values(problem.issues).flat()[0] ?? problem.messageKey;
			await db.update(staffChange).set({ note }).where(eq(staffChange.id, id));
		}
	}
	await db
		.update(staffChange)
		.set({ state: 'done', finishedAt: clock.now() })
		.where(settledMoves());
};

/**
 * Each working morning: line managers with lines to decide for somebody who moves within three working days or has
 * moved, and the desk about newcomers whose things are late. Once a day for each change.
 */
export const remindOfChanges: JobHandler = async ({ db, clock }) => {
	const at = clock.now();
	const today = isoDay(at);
	const soon = isoDay(addWorkingDays(at, LATE_DAYS, await calendarOf(db, 'office')));
	const due = await db
		.select({ id: staffChange.id })
		.from(staffChange)
		.where(
			and(
				eq(staffChange.state, 'open'),
				lte(staffChange.day, soon),
				sql`(${staffChange.remindedAt} is null or (${staffChange.remindedAt} at time zone 'Europe/Tallinn')::date < ${today}::date)`,
				sql`(${staffChange.kind} = 'joiner' and ${staffChange.readyAt} is null
					or ${staffChange.kind} = 'mover' and (${undecided()} or ${staffChange.note} <> ''))`
			)
		)
		.orderBy(asc(staffChange.day), asc(staffChange.id))
		.limit(AT_ONCE);
	for (const { id } of due) {
		await withTransaction(db, async (tx) => {
			const change = await lockOpen(tx, id);
			if (!change) return;
			await tx.update(staffChange).set({ remindedAt: at }).where(eq(staffChange.id, id));
			const desk = change.toUnitId ? await listAgentsFor(tx, change.toUnitId) : [];
			const byDesk = change.kind === 'joiner' || !change.managerId;
			await tellChange(
				tx,
				systemActor,
				change,
				{
					kind: change.kind === 'joiner' ? 'joiner.late' : 'move.reminder',
					to: byDesk ? desk : [change.managerId],
					desk: byDesk
				},
				at
			);
		});
	}
};

async function lockOpen(tx: Tx, id: string) {
	const [change] = await tx
		.select()
		.from(staffChange)
		.where(and(eq(staffChange.id, id), eq(staffChange.state, 'open')))
		.for('update');
	return change;
}
