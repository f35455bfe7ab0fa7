/**
 * Endings of Estonian verbs and of the nouns and adjectives made from them. The database's stemmer takes few of them
 * off: for it "allkirjastamine" and "allkirjastada" are two words.
 */
const VERB_ENDINGS =
	/(?:mi(?:ne|se|st|sesse|ses|sest|sele|sel|selt|seks|sega|seta|sed|si|ste)|mata|mast|mas|ma|da|des|takse|taks|ti|tud|tav(?:a|at|ad)?|nud|nuks|sin|sid|sime|site|ks(?:in|id|ime)?|ja(?:d|t|te|le|l|ga|ks)?|me|te|vad|v(?:a|at|ad)?|n|b|d)$/;

/** Endings of Estonian cases, and the vowel of the genitive that stands before them: "paroolidega" is "parool". */
const CASE_ENDINGS = /(?:(?:de|te)?(?:sse|st|le|lt|ks|ga|ta|na|ni|s|l)|id|de|te|d|t)$/;
const GENITIVE = /[aeiu]$/;

const SHORTEST_VERB = 4;
const SHORTEST_NOUN = 5;

/**
 * Beginnings that a word shares with its other forms, for languages whose stemmer knows few of them: what is made of
 * the same verb ("allkirjastamise" and "allkirjastada": "allkirjasta") and the nominative of a noun. Only those that
 * are long enough to say something; none for words of other letters.
 */
export function derivedStems(word: string): string[] {
	if (!/^[a-zõäöüšž]+$/.test(word)) return [];
	const verb = word.replace(VERB_ENDINGS, '');
	const noun = word.replace(CASE_ENDINGS, '').replace(GENITIVE, '');
	const found = [
		...(verb.length >= SHORTEST_VERB ? [verb] : []),
		...(noun.length >= SHORTEST_NOUN ? [noun] : [])
	];
	return [...new Set(found)].filter((stem) => stem !== word);
}
