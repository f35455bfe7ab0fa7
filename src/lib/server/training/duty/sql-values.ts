import { sql, type SQL } from 'drizzle-orm';
import { isId } from '#lib/ids.ts';

/** Ids as one array for raw SQL, however many; what is no id is left out. */
export const idArray = (ids: readonly string[]): SQL =>
	sql`${`{${ids.filter(isId).join(',')}}`}::uuid[]`;

/** A moment for raw SQL. */
export const momentValue = (at: Date): SQL => sql`${at.toISOString()}::timestamptz`;

/** A moment as raw SQL gives it. */
export const readMoment = (text: string | null): Date | null =>
	text === null ? null : new Date(text);
