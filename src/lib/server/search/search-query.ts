import { sql, type SQL } from 'drizzle-orm';
import { searchWords } from './words.ts';

/**
 * One word as a query: its beginning as typed ("print" finds printer), or its stem in any of our languages
 * ("printerit" finds printer). Words come from `searchWords`, so they hold no signs of the query language.
 */
function wordQuery(word: string): SQL {
	return sql`(to_tsquery('simple', ${`${word}:*`}) || to_tsquery('estonian', ${word})
		|| to_tsquery('russian', ${word}) || to_tsquery('english', ${word}))`;
}

/** A query that wants any word, to be ordered by rank: for people who describe a trouble in a sentence. */
export function anyWord(text: string): SQL<string> | undefined {
	const words = searchWords(text);
	if (words.length === 0) return undefined;
	return sql<string>`(${sql.join(words.map(wordQuery), sql` || `)})`;
}
