/** Some words of a page: the same in both editions, or only in one. */
export type WordsPart = { kind: 'same' | 'added' | 'removed'; words: string };

/** A page that is not the same in two editions. The first, without a title, is the module's title and summary. */
export type PageDifference = {
	id: string;
	title: string;
	kind: 'added' | 'changed' | 'removed';
	parts: WordsPart[];
};
