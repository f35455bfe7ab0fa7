import type { NoticeTexts } from '#lib/notices/notice-text.ts';

/** Shorter ones say nothing: "ei", "on", "не". */
const SHORTEST = 4;
/** So much of a word is its stem in all three languages, near enough. */
const STEM = 0.6;

const wordsOf = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
const stemOf = (word: string) => word.slice(0, Math.max(SHORTEST, Math.ceil(word.length * STEM)));

/** The beginnings of the words of a text that bent forms of them share; short words say nothing and are left out. */
export const stemsIn = (text: string): string[] => [
	...new Set(
		wordsOf(text)
			.filter((word) => word.length >= SHORTEST)
			.map(stemOf)
	)
];

/**
 * How many of these words a notice has in any of its languages, however they are bent or put together: "printerist" finds
 * "Printida ei saa", "päevik" finds "Lasteaiapäevik". Among the few notices of now that is enough, and asks no database.
 */
export function matchWords(text: string, texts: NoticeTexts): number {
	const stems = stemsIn(text);
	// "printer ei prindi" is one word said twice.
	const wanted = stems.filter(
		(stem) => !stems.some((other) => other !== stem && stem.startsWith(other))
	);
	if (wanted.length === 0) return 0;
	const has = new Set(
		Object.values(texts).flatMap(({ title, summary, cannot }) =>
			wordsOf(`${title} ${summary} ${cannot}`)
		)
	);
	return wanted.filter((stem) => [...has].some((word) => word.includes(stem))).length;
}
