import { and, or, type SQL } from 'drizzle-orm';
import { contains } from '#lib/server/lists/conditions.ts';
import { person } from './tables.ts';

/** More words than any name has. */
const MOST_WORDS = 6;

/**
 * Every typed word stands somewhere in the name or in the e-mail address; the address also finds names typed
 * without their dots and carons ("parn" finds Pärn). Undefined for nothing typed.
 */
export function personWords(text: string): SQL | undefined {
	const words = text.trim().split(/\s+/).filter(Boolean).slice(0, MOST_WORDS);
	return and(
		...words.map((word) => {
			return or(contains(person.name, word), contains(person.email, word));
		})
	);
}
