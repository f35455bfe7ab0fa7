import { and, eq, inArray, sql } from 'drizzle-orm';
import { forbidden, invalid } from '#lib/errors.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db, type DbOrTx } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { readIcs, type ReadDate } from './read-ics.ts';
import { townCalendar, townDate } from './tables.ts';

/** A calendar to import: the name it bears here, and the text of the ICS file. */
export type TownImport = { name: string; ics: string };

/** What an import does: dates that come, that move or are renamed, that stay, and that go because the file lacks them. */
export type TownImportPlan = {
	unreadable: number;
	same: number;
	rows: (ReadDate & { does: 'added' | 'moved' | 'removed'; was?: Date })[];
};

const DAY = 86_400_000;
/** Dates of the past quarter and the next two years are kept. */
const BACK_DAYS = 92;
const AHEAD_DAYS = 730;

/** What importing would do, without doing it. For the whole town's desk. Throws Forbidden, Invalid (no calendar). */
export async function previewTownDates(
	db: DbOrTx,
	actor: Actor,
	input: TownImport,
	clock: Clock = systemClock
): Promise<TownImportPlan> {
	if (!can(actor, 'notices.keep_calendar')) throw forbidden();
	const from = new Date(clock.now().getTime() - BACK_DAYS * DAY);
	const to = new Date(clock.now().getTime() + AHEAD_DAYS * DAY);
	const read = readIcs(input.ics, from, to);
	if (!read) throw invalid({ file: ['notice_plan_error_ics'] });
	const kept = await db
		.select({
			uid: townDate.uid,
			title: townDate.title,
			startsAt: townDate.startsAt,
			endsAt: townDate.endsAt
		})
		.from(townDate)
		.innerJoin(townCalendar, eq(townCalendar.id, townDate.calendarId))
		.where(eq(townCalendar.name, input.name));
	return planOf(read, kept, from);
}

function planOf(
	{ dates, unreadable }: { dates: ReadDate[]; unreadable: number },
	kept: readonly ReadDate[],
	from: Date
): TownImportPlan {
	const before = new Map(kept.map((date) => [date.uid, date]));
	const rows: TownImportPlan['rows'] = [];
	let same = 0;
	for (const date of new Map(dates.map((one) => [one.uid, one])).values()) {
		const old = before.get(date.uid);
		before.delete(date.uid);
		if (!old) rows.push({ ...date, does: 'added' });
		else if (isSame(old, date)) same += 1;
		else rows.push({ ...date, does: 'moved', was: old.startsAt });
	}
	// What is long past stays for whoever looks back, though the file no longer has it.
	for (const date of before.values())
		if (date.endsAt >= from) rows.push({ ...date, does: 'removed' });
	return { unreadable, same, rows };
}

const isSame = (a: ReadDate, b: ReadDate) =>
	a.title === b.title && +a.startsAt === +b.startsAt && +a.endsAt === +b.endsAt;

/**
 * Takes in a calendar of the town's own dates; one of that name is brought up to date by the UIDs of its entries. For
 * the whole town's desk. Recorded as `town_calendar.imported`. Throws Forbidden, Invalid (no name, no calendar).
 */
export async function importTownDates(
	db: Db,
	actor: Actor,
	input: TownImport,
	clock: Clock = systemClock
): Promise<TownImportPlan> {
	const name = input.name.trim();
	if (!name) throw invalid({ name: ['errors_required'] });
	const at = clock.now();
	return withTransaction(db, async (tx) => {
		const plan = await previewTownDates(tx, actor, { ...input, name }, clock);
		const importedById = actor.isSystem ? null : actor.personId;
		const [calendar] = await tx
			.insert(townCalendar)
			.values({ id: newId(), name, importedAt: at, importedById })
			.onConflictDoUpdate({
				target: townCalendar.name,
				set: { importedAt: at, importedById }
			})
			.returning({ id: townCalendar.id });
		const calendarId = calendar?.id ?? '';
		const gone = plan.rows.filter(({ does }) => does === 'removed').map(({ uid }) => uid);
		if (gone.length) {
			await tx
				.delete(townDate)
				.where(and(eq(townDate.calendarId, calendarId), inArray(townDate.uid, gone)));
		}
		const written = plan.rows
			.filter(({ does }) => does !== 'removed')
			.map(({ uid, title, startsAt, endsAt }) => ({
				id: newId(),
				calendarId,
				uid,
				title,
				startsAt,
				endsAt
			}));
		for (let first = 0; first < written.length; first += 1000) {
			await tx
				.insert(townDate)
				.values(written.slice(first, first + 1000))
				.onConflictDoUpdate({
					target: [townDate.calendarId, townDate.uid],
					set: {
						title: sql`excluded.title`,
						startsAt: sql`excluded.starts_at`,
						endsAt: sql`excluded.ends_at`
					}
				});
		}
		await recordAudit(tx, {
			actor,
			action: 'town_calendar.imported',
			noun: 'town_calendar',
			recordId: calendarId,
			after: { name, written: written.length, removed: gone.length, same: plan.same },
			at
		});
		return plan;
	});
}
