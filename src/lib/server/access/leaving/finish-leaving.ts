import { and, eq, isNull, ne, sql } from 'drizzle-orm';
import type { Actor } from '#lib/people/actor.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { item } from '#lib/server/equipment/tables.ts';
import { softwareSeat } from '#lib/server/software/tables.ts';
import { accessRight } from '#lib/server/systems/tables.ts';
import { staffChange, staffChangeLine } from '../changes/tables.ts';
import { accessTask } from '../tasks/tables.ts';
import type { Leaving } from './open-leaving.ts';

/**
 * Ticks the lines of a leaving whose thing, right or seat has been given back, and closes it when the leaver has nothing
 * left and the desk no task about them. Recorded as `leaving.finished`.
 */
export async function finishLeaving(
	tx: Tx,
	actor: Actor,
	leaving: Leaving,
	at: Date
): Promise<void> {
	await tx
		.update(staffChangeLine)
		.set({ doneAt: at })
		.where(
			and(
				eq(staffChangeLine.changeId, leaving.id),
				isNull(staffChangeLine.doneAt),
				sql`not exists (select from ${accessRight} r where r.id = ${staffChangeLine.rightId} and r.ended_at is null)`,
				sql`not exists (select from ${softwareSeat} s where s.id = ${staffChangeLine.seatId} and s.released_at is null)`,
				sql`not exists (select from ${item} i where i.id = ${staffChangeLine.itemId} and i.holder_id = ${leaving.personId})`
			)
		);
	const personId = leaving.personId ?? '';
	const [thing] = await tx
		.select({ id: item.id })
		.from(item)
		.where(
			and(eq(item.holderId, personId), ne(item.state, 'written_off'), isNull(item.withdrawnAt))
		)
		.limit(1);
	const [task] = await tx
		.select({ id: accessTask.id })
		.from(accessTask)
		.where(and(eq(accessTask.personId, personId), isNull(accessTask.doneAt)))
		.limit(1);
	if (thing || task) return;
	await tx
		.update(staffChange)
		.set({ state: 'done', finishedAt: at })
		.where(eq(staffChange.id, leaving.id));
	await recordAudit(tx, {
		...{ actor, action: 'leaving.finished', noun: 'leaving', recordId: leaving.id, at },
		after: { personId, day: leaving.day }
	});
}
