import { workingCalendar, type WorkingCalendar } from '#lib/working-time/calendar.ts';
import { getWorkingHours } from '#lib/server/settings/settings.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';

/** The working time that counts for a place's `hours` key; office hours where the key is not set. */
export async function calendarOf(db: DbOrTx, hours: string): Promise<WorkingCalendar> {
	return workingCalendar(await getWorkingHours(db, hours));
}
