import { eq } from 'drizzle-orm';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { place } from './tables.ts';

/** The working-hours key of a place; `office` where no place is known. */
export async function findHours(db: DbOrTx, placeId: string | null): Promise<string> {
	if (!placeId) return 'office';
	const [found] = await db.select({ hours: place.hours }).from(place).where(eq(place.id, placeId));
	return found?.hours ?? 'office';
}
