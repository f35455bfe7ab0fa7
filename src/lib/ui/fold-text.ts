/** Text for comparing as people type it: lower case, without dots and hooks ("Õpetaja" finds "opetaja"). */
export function foldText(text: string): string {
	return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** True when every word of the query begins some word of the text. */
export function matchesWords(text: string, query: string): boolean {
	const words = foldText(text).split(/[^\p{L}\p{N}]+/u);
	return foldText(query)
		.split(/[^\p{L}\p{N}]+/u)
		.filter(Boolean)
		.every((asked) => words.some((word) => word.startsWith(asked)));
}
