import { and, ilike, or, type SQL } from 'drizzle-orm';
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
			const pattern = `%${word.replace(/[%_\\]/g, '\\$&')}%`;
			return or(ilike(person.name, pattern), ilike(person.email, pattern));
		})
	);
}
