import { eq } from 'drizzle-orm';
import { conflict, notFound } from '#lib/errors.ts';
import { isoDay } from '#lib/format/moments.ts';
import type { Actor } from '#lib/people/actor.ts';
import { recordAudit, type AuditEvent } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx, type Tx } from '#lib/server/db/client.ts';
import { mayNameDeputyOf } from './name-deputy.ts';
import { deputy, person } from './tables.ts';

/**
 * Ends a deputy's period: yesterday was its last day; one that has not begun is taken off the calendar.
 * Those who may name one. Recorded as `deputy.ended`.
 *
 * Throws NotFound (also for a period that the actor may not touch); Conflict `people_deputy_over` when the period
 * is already over.
 */
export async function endDeputy(
	db: DbOrTx,
	actor: Actor,
	input: { id: string },
	clock: Clock = systemClock
): Promise<void> {
	const at = clock.now();
	await withTransaction(db, async (tx) => {
		const [row] = await tx.select().from(deputy).where(eq(deputy.id, input.id)).for('update');
		const [away] = row
			? await tx
					.select({ personId: person.id, unitId: person.unitId, managerId: person.managerId })
					.from(person)
					.where(eq(person.id, row.personId))
			: [];
		if (!row || !away || !mayNameDeputyOf(actor, away)) throw notFound();
		if (row.until < isoDay(at)) throw conflict('people_deputy_over');
		await recordAudit(tx, await deputyEnd(tx, actor, row, at));
	});
}

/** Ends one period from today on and returns the event to record. */
export async function deputyEnd(
	tx: Tx,
	actor: Actor,
	row: typeof deputy.$inferSelect,
	at: Date
): Promise<AuditEvent> {
	const today = isoDay(at);
	const event = {
		actor,
		action: 'deputy.ended',
		noun: 'deputy',
		recordId: row.id,
		before: row,
		at
	};
	if (row.from >= today) {
		await tx.delete(deputy).where(eq(deputy.id, row.id));
		return event;
	}
	const until = new Date(Date.parse(today) - 86_400_000).toISOString().slice(0, 10);
	await tx.update(deputy).set({ until }).where(eq(deputy.id, row.id));
	return { ...event, after: { ...row, until } };
}
