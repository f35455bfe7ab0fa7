import { sql, type SQL } from 'drizzle-orm';
import { personWords } from '#lib/server/people/name-words.ts';
import { person } from '#lib/server/people/tables.ts';
import { itemFieldValue } from './register/tables.ts';
import { item } from './tables.ts';

/** The words as a query for beginnings of words; hyphens are blanks. */
function wordsQuery(words: string): string | undefined {
	const parts = words.toLowerCase().match(/[\p{L}\p{N}]+/gu);
	return parts?.map((part) => `'${part}':*`).join(' & ');
}

/**
 * Finds items by the beginnings of words in number, model, serial and own tag. Written as the column `search` is:
 * hyphens are blanks, so "10482", "KM-10482" and "thinkpad l1" all find. Undefined when nothing is asked.
 */
export function itemSearch(words: string): SQL | undefined {
	const query = wordsQuery(words);
	return query === undefined ? undefined : sql`${item.search} @@ to_tsquery('simple', ${query})`;
}

/**
 * The same, and by values of own fields and the name of the holder. Each way has its own index, so they are looked up one
 * after another and put together: one condition with "or" would read every item.
 */
export function itemSearchWide(words: string): SQL | undefined {
	const query = wordsQuery(words);
	if (query === undefined) return undefined;
	return sql`${item.id} in (
		select ${item.id} from ${item} where ${itemSearch(words)}
		union select ${itemFieldValue.itemId} from ${itemFieldValue}
			where to_tsvector('simple', ${itemFieldValue.value}) @@ to_tsquery('simple', ${query})
		union select ${item.id} from ${person} join ${item} on ${item.holderId} = ${person.id}
			where ${personWords(words)})`;
}
