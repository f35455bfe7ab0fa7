import { sql, type SQL, type SQLWrapper } from 'drizzle-orm';
import { formatNumber } from '#lib/requests/request-number.ts';

/** What a request is found by. Internal notes are never among it. */
export type Searchable = { number: number; title: string; people: string[]; text: string };

/**
 * The request's search vector: number and people as they are written, words of title and answers in all three
 * languages, because nobody says in which language they write.
 */
export function searchVector({ number, title, people, text }: Searchable): SQL {
	const exact = `${formatNumber(number)} ${number} ${people.join(' ')}`;
	const words = `${title} ${text}`.slice(0, 20_000);
	return searchVectorOf(sql`${exact}::text`, sql`${title}::text`, sql`${words}::text`);
}

/** The same of texts that the database has. */
export function searchVectorOf(exact: SQL, title: SQL, words: SQL): SQL {
	return sql`setweight(to_tsvector('simple', ${exact}), 'A')
		|| setweight(to_tsvector('simple', ${title}), 'B')
		|| to_tsvector('estonian', ${words}) || to_tsvector('russian', ${words})
		|| to_tsvector('english', ${words})`;
}

/** Adds the words of a public comment to what a request is found by. */
export function withWords(vector: SQLWrapper, text: string): SQL {
	const words = text.slice(0, 20_000);
	return sql`coalesce(${vector}, ''::tsvector) || to_tsvector('estonian', ${words})
		|| to_tsvector('russian', ${words}) || to_tsvector('english', ${words})`;
}

/**
 * The condition "these words are in it". The last word may be unfinished. Words of fewer than two letters and
 * anything but letters and digits are ignored; nothing left finds nothing.
 */
export function searchMatches(vector: SQLWrapper, text: string): SQL {
	const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
	if (words.length === 0) return sql`false`;
	const prefixed = words.map((word) => `${word}:*`).join(' & ');
	const plain = words.join(' ');
	return sql`${vector} @@ (to_tsquery('simple', ${prefixed})
		|| plainto_tsquery('estonian', ${plain}) || plainto_tsquery('russian', ${plain})
		|| plainto_tsquery('english', ${plain}))`;
}
