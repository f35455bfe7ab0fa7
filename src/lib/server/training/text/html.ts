/** Text as it may stand in html, also in an attribute. */
export function escapeHtml(text: string): string {
	return text
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('"', '&quot;');
}

/** `name="value"` for every value that is there, with a space before each. */
export function htmlAttributes(values: Record<string, string | undefined>): string {
	return Object.entries(values)
		.map(([name, value]) => (value === undefined ? '' : ` ${name}="${escapeHtml(value)}"`))
		.join('');
}

const ENTITIES: Record<string, string> = {
	amp: '&',
	lt: '<',
	gt: '>',
	quot: '"',
	'#39': "'",
	nbsp: ' '
};

/** The words of html, for search, lists and reading time. */
export function textOf(html: string): string {
	return html
		.replace(/<(?:br|\/p|\/li|\/h\d|\/tr|\/td|\/th|\/div|\/summary|\/pre)\b[^>]*>/g, ' ')
		.replace(/<[^>]*>/g, '')
		.replace(/&(#39|[a-z]+);/g, (whole, name: string) => ENTITIES[name] ?? whole)
		.replace(/\s+/g, ' ')
		.trim();
}

/** Takes tags and attributes of raw html apart, near enough to say what is wrong with them. */
export function rawTags(
	html: string
): { name: string; attributes: { name: string; value: string }[]; at: number }[] {
	const tags = [...html.matchAll(/<([a-z][\w:-]*)((?:[^>"']|"[^"]*"|'[^']*')*)>?/gi)];
	return tags.map((tag) => ({
		name: (tag[1] ?? '').toLowerCase(),
		at: tag.index,
		attributes: [
			...(tag[2] ?? '').matchAll(
				/([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/g
			)
		].map((one) => ({
			name: (one[1] ?? '').toLowerCase(),
			value: one[2] ?? one[3] ?? one[4] ?? ''
		}))
	}));
}
