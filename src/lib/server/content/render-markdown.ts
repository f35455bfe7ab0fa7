import { Marked } from 'marked';
import sanitizeHtml from 'sanitize-html';

const marked = new Marked({ gfm: true, breaks: false });

/** Markdown of a page below its own `h1`: headings begin at `h2`, and nothing that could run is let through. */
export function renderMarkdown(markdown: string): string {
	const html = marked.parse(markdown, { async: false });
	return sanitizeHtml(html, {
		allowedTags: [
			...['p', 'h2', 'h3', 'h4', 'ul', 'ol', 'li', 'strong', 'em', 'code', 'pre', 'blockquote'],
			...['a', 'br', 'hr', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'kbd', 'del', 'ins']
		],
		allowedAttributes: { a: ['href', 'rel'], ol: ['start'], th: ['align'], td: ['align'] },
		allowedSchemes: ['http', 'https', 'mailto', 'tel'],
		transformTags: {
			h1: 'h2',
			a: linkOutside
		}
	}).trim();
}

/** A page outside is not told where the reader came from. */
function linkOutside(tagName: string, attributes: sanitizeHtml.Attributes): sanitizeHtml.Tag {
	if (/^https?:/.test(attributes.href ?? '')) attributes.rel = 'noreferrer';
	return { tagName, attribs: attributes };
}
