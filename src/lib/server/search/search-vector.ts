import { sql, type SQL } from 'drizzle-orm';
import type { LocalizedText } from '#lib/i18n/localized.ts';

/** How much a hit in a text says: A in a title, B in a summary or keywords, C in a body. */
export type SearchWeight = 'A' | 'B' | 'C';

/** A text of a record for its search vector: the same for all readers, or one a language. */
export type SearchPart = { weight: SearchWeight; text: string | Partial<LocalizedText> };

const configurations = { et: 'estonian', ru: 'russian', en: 'english' } as const;

function weighted(configuration: string, text: string, weight: SearchWeight): SQL {
	return sql`setweight(to_tsvector(${configuration}::regconfig, ${text}), ${weight}::"char")`;
}

function partVectors({ weight, text }: SearchPart): SQL[] {
	if (typeof text === 'string') return [weighted('simple', text, weight)];
	return Object.entries(configurations).flatMap(([locale, configuration]) => {
		const words = text[locale as keyof LocalizedText];
		return words ? [weighted('simple', words, weight), weighted(configuration, words, weight)] : [];
	});
}

/**
 * The search vector of a record, for its `search` column: every text as it is written, so that beginnings of
 * words are found, and stemmed in its own language, so that bent words are. `search-query.ts` asks it.
 */
export function searchVector(parts: SearchPart[]): SQL {
	const vectors = parts.flatMap(partVectors);
	if (vectors.length === 0) return sql`''::tsvector`;
	return sql.join(vectors, sql` || `);
}
