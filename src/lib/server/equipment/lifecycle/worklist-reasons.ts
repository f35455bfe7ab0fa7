import { and, eq, gte, inArray, isNull, lt, lte, ne, not, sql, type SQL } from 'drizzle-orm';
import { WORKLIST_DAYS, type WorklistReason } from '#lib/equipment/worklist-shape.ts';
import { isoDay } from '#lib/format/moments.ts';
import { itemMove } from '#lib/server/equipment/acts/tables.ts';
import { repair } from '#lib/server/equipment/repair/tables.ts';
import { item } from '#lib/server/equipment/tables.ts';
import { person } from '#lib/server/people/tables.ts';

const DAY = 86_400_000;

const isHere = not(inArray(item.state, ['ordered', 'written_off']));

/** Its last move was made more than so many days ago. */
const movedBefore = (now: Date, days: number): SQL => {
	const before = new Date(now.getTime() - days * DAY).toISOString();
	return sql`exists (
		select from ${itemMove} where ${itemMove.itemId} = ${item.id} and ${itemMove.seq} = ${item.moves}
			and ${itemMove.at} < ${before}::timestamptz
	)`;
};

/**
 * What makes an item of the register somebody's work, as conditions on a row of `item` joined with its holder. The list,
 * its counts and the nightly job ask the same ones.
 */
export function worklistReasons(now: Date): Record<WorklistReason, SQL | undefined> {
	const today = isoDay(now);
	const soon = isoDay(new Date(now.getTime() + WORKLIST_DAYS.warranty_ending * DAY));
	return {
		warranty_ending: and(gte(item.warrantyUntil, today), lte(item.warrantyUntil, soon), isHere),
		end_of_life: and(lte(item.lifeEndsOn, today), isHere),
		never_returned: and(
			eq(item.state, 'to_be_returned'),
			movedBefore(now, WORKLIST_DAYS.never_returned)
		),
		held_by_leaver: and(eq(person.status, 'left'), ne(item.state, 'written_off')),
		without_place: and(isNull(item.placeId), isHere),
		handover_waits: and(
			eq(item.state, 'handed_over'),
			movedBefore(now, WORKLIST_DAYS.handover_waits)
		),
		repair_overdue: and(
			eq(item.state, 'in_repair'),
			sql`exists (
				select from ${repair} where ${repair.itemId} = ${item.id}
					and ${repair.returnedOn} is null and ${lt(repair.expectedOn, today)}
			)`
		),
		long_missing: and(eq(item.state, 'missing'), movedBefore(now, WORKLIST_DAYS.long_missing))
	};
}
