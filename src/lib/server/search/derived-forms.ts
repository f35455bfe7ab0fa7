/**
 * Endings of Estonian verbs and of the nouns and adjectives made from them. The stemmer takes cases off but keeps
 * what a verb was made into: for it "allkirjastamine" and "allkirjastada" are two words.
 */
const VERB_ENDINGS =
	/(?:mi(?:ne|se|st|sesse|ses|sest|sele|sel|selt|seks|sega|seta|sed|si|ste)|mata|mast|mas|ma|da|des|takse|taks|ti|tud|tav(?:a|at|ad)?|nud|nuks|sin|sid|sime|site|ks(?:in|id|ime)?|ja(?:d|t|te|le|l|ga|ks)?|me|te|vad|v(?:a|at|ad)?|n|b|d)$/;

const SHORTEST = 4;

/**
 * The part of a word that its derived forms share ("allkirjastamise" and "allkirjastada": "allkirjasta"), or
 * undefined when what is left says too little.
 */
export function derivedStem(word: string): string | undefined {
	if (!/^[a-zõäöüšž]+$/.test(word)) return undefined;
	const stem = word.replace(VERB_ENDINGS, '');
	return stem !== word && stem.length >= SHORTEST ? stem : undefined;
}
