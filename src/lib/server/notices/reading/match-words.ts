import type { NoticeTexts } from '#lib/notices/notice-text.ts';

/** Shorter ones say nothing: "ei", "on", "не". */
const SHORTEST = 4;
/** So much of a word is its stem in all three languages, near enough. */
const STEM = 0.6;

const wordsOf = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
const stemOf = (word: string) => word.slice(0, Math.max(SHORTEST, Math.ceil(word.length * STEM)));

/**
 * How many of these words a notice has in any of its languages, however they are bent: "printerist" finds "Printida ei
 * saa". Among the few notices of now that is enough, and asks no database.
 */
export function matchWords(text: string, texts: NoticeTexts): number {
	const wanted = new Set(
		wordsOf(text)
			.filter((word) => word.length >= SHORTEST)
			.map(stemOf)
	);
	if (wanted.size === 0) return 0;
	const has = new Set(
		Object.values(texts).flatMap(({ title, summary, cannot }) =>
			wordsOf(`${title} ${summary} ${cannot}`)
		)
	);
	return [...wanted].filter((stem) => [...has].some((word) => word.startsWith(stem))).length;
}
