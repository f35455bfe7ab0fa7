import { sql, type SQL } from 'drizzle-orm';
import { item } from './tables.ts';

/**
 * Finds items by the beginnings of words in number, model and serial. Written as the column `search` is:
 * hyphens are blanks, so "10482", "KM-10482" and "thinkpad l1" all find. Undefined when nothing is asked.
 */
export function itemSearch(words: string): SQL | undefined {
	const parts = words.toLowerCase().match(/[\p{L}\p{N}]+/gu);
	if (!parts) return undefined;
	const query = parts.map((part) => `'${part}':*`).join(' & ');
	return sql`${item.search} @@ to_tsquery('simple', ${query})`;
}
