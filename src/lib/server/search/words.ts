/** A search of more words is a letter, not a search: the rest is left out. */
const mostWords = 8;
const longestWord = 40;

/**
 * The words of a search as typed, in lower case, without signs. "IT-2427" gives it and 2427, as the
 * database's parser does.
 */
export function searchWords(text: string): string[] {
	const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
	return [...new Set(words.map((word) => word.slice(0, longestWord)))].slice(0, mostWords);
}
