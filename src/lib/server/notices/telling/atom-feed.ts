/** A feed as RFC 4287 asks; texts are plain. */
export type AtomFeed = {
	id: string;
	title: string;
	locale: string;
	/** The feed's own address, and the page that shows the same. */
	self: string;
	address: string;
	updated: Date;
	entries: { id: string; title: string; at: Date; address: string; text: string }[];
};

/** Writes an Atom feed. Pure. */
export function atomFeed(feed: AtomFeed): string {
	const entries = feed.entries.map(
		(entry) => `	<entry>
		<id>urn:uuid:${entry.id}</id>
		<title>${escape(entry.title)}</title>
		<updated>${entry.at.toISOString()}</updated>
		<link rel="alternate" href="${escape(entry.address)}"/>
		<content type="text">${escape(entry.text)}</content>
	</entry>
`
	);
	return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${escape(feed.locale)}">
	<id>urn:uuid:${feed.id}</id>
	<title>${escape(feed.title)}</title>
	<updated>${feed.updated.toISOString()}</updated>
	<author><name>Abilaud</name></author>
	<link rel="self" href="${escape(feed.self)}"/>
	<link rel="alternate" href="${escape(feed.address)}"/>
${entries.join('')}</feed>
`;
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

// XML 1.0 has no place for most control characters, not even written as entities.
const escape = (text: string) =>
	text
		.replace(/(?![\t\n\r])\p{Cc}|[\ufffe\uffff]/gu, '')
		.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);
