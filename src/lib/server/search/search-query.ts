import { sql, type SQL } from 'drizzle-orm';
import { searchWords } from './words.ts';

/** So many words are a sentence, in which only the last word can still be unfinished. */
export const SENTENCE = 4;

/**
 * One word as a query: its beginning as typed ("print" finds printer), or its stem in any of our languages
 * ("printerit" finds printer). Words come from `searchWords`, so they hold no signs of the query language.
 */
function wordQuery(word: string, isBegun: boolean): SQL {
	return sql`(to_tsquery('simple', ${isBegun ? `${word}:*` : word}) || to_tsquery('estonian', ${word})
		|| to_tsquery('russian', ${word}) || to_tsquery('english', ${word}))`;
}

/**
 * A query that wants any word, to be ordered by rank: for people who describe a trouble in a sentence. A question of its
 * own, which the database answers once and not for every row.
 */
export function anyWord(text: string): SQL<string> | undefined {
	const words = searchWords(text);
	if (words.length === 0) return undefined;
	return sql<string>`(select ${sql.join(wordQueries(words), sql` || `)})`;
}

/** A query for each of these words of `searchWords`. */
export function wordQueries(words: readonly string[]): SQL[] {
	const isSentence = words.length >= SENTENCE;
	return words.map((word, n) => wordQuery(word, !isSentence || n === words.length - 1));
}
