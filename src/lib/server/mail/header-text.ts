/** A mail header is one line: a longer one would only be cut by mail programs. */
const LONGEST_SUBJECT = 180;

/**
 * Text for a mail header. Line breaks and other control characters become spaces, so that a title typed
 * by somebody can never begin a header of its own.
 */
export function headerText(text: string): string {
	const line = text
		.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
		.replace(/ {2,}/g, ' ')
		.trim();
	return line.length > LONGEST_SUBJECT ? `${line.slice(0, LONGEST_SUBJECT - 1)}…` : line;
}

/** Is this one plain address, `name@host`, and nothing else? */
export function isMailAddress(text: string): boolean {
	return (
		text.length <= 254 && /^[^\s<>,;:"()[\]\\@\p{Cc}]+@[^\s<>,;:"()[\]\\@\p{Cc}]+$/u.test(text)
	);
}
