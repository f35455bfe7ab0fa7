import { asc, eq, sql } from 'drizzle-orm';
import { forbidden, notFound } from '#lib/errors.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db, type DbOrTx } from '#lib/server/db/client.ts';
import { townCalendar, townDate } from './tables.ts';

/** An imported calendar, when it was taken in, and how many dates it has. */
export type TownCalendarRow = { id: string; name: string; importedAt: Date; dates: number };

/** The imported calendars by name. For the whole town's desk. Throws Forbidden. */
export async function listTownCalendars(db: DbOrTx, actor: Actor): Promise<TownCalendarRow[]> {
	if (!can(actor, 'notices.keep_calendar')) throw forbidden();
	return db
		.select({
			id: townCalendar.id,
			name: townCalendar.name,
			importedAt: townCalendar.importedAt,
			dates: sql<number>`count(${townDate.id})::int`
		})
		.from(townCalendar)
		.leftJoin(townDate, eq(townDate.calendarId, townCalendar.id))
		.groupBy(townCalendar.id)
		.orderBy(asc(townCalendar.name));
}

/**
 * Takes an imported calendar away with its dates. For the whole town's desk. Recorded as `town_calendar.removed`.
 * Throws Forbidden, NotFound.
 */
export async function removeTownCalendar(
	db: Db,
	actor: Actor,
	input: { id: string },
	clock: Clock = systemClock
): Promise<void> {
	if (!can(actor, 'notices.keep_calendar')) throw forbidden();
	await withTransaction(db, async (tx) => {
		const [removed] = await tx
			.delete(townCalendar)
			.where(eq(townCalendar.id, input.id))
			.returning({ name: townCalendar.name });
		if (!removed) throw notFound();
		await recordAudit(tx, {
			actor,
			action: 'town_calendar.removed',
			noun: 'town_calendar',
			recordId: input.id,
			before: removed,
			at: clock.now()
		});
	});
}
