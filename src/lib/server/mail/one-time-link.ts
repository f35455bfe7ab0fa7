/** A link in a letter by which whoever holds it comes in as the addressee. */
const ONE_TIME_LINK = /(\/(?:invitation|reset|setup)\/)[\w-]{16,}/g;

/** Does this text let somebody in? */
export function holdsOneTimeLink(text: string): boolean {
	return text.search(ONE_TIME_LINK) >= 0;
}

/** The same text with the secret part of such links taken out. */
export function withoutOneTimeLinks(text: string): string {
	return text.replace(ONE_TIME_LINK, '$1…');
}
