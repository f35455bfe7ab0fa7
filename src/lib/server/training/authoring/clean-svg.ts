import sanitizeHtml from 'sanitize-html';

/** Elements of a drawing that run, fetch or hold html. */
const DROPPED = new Set([
	...['script', 'foreignobject', 'iframe', 'object', 'embed', 'handler', 'set', 'animate'],
	...['animatetransform', 'animatemotion', 'style', 'link', 'audio', 'video']
]);

const isSafe = (name: string, value: string): boolean => {
	if (/^on/i.test(name)) return false;
	if (/javascript:|url\(\s*['"]?(?!#)/i.test(value.replace(/\s/g, ''))) return false;
	if (!/(^|:)(href|src)$/i.test(name)) return true;
	return /^(#|data:image\/(png|jpeg|gif|webp);)/.test(value);
};

/**
 * A drawing without what could run or fetch anything: scripts, handlers, styles, links, outside addresses. Shapes and
 * words stay as they were drawn.
 */
export function cleanSvg(svg: string): string {
	return sanitizeHtml(svg.replace(/<!DOCTYPE[^>[]*(\[[^\]]*\])?[^>]*>/gi, ''), {
		allowedTags: false,
		allowedAttributes: false,
		allowVulnerableTags: true,
		allowedSchemes: false,
		nonTextTags: [...DROPPED],
		exclusiveFilter: ({ tag }) => DROPPED.has(tag.replace(/^.*:/, '').toLowerCase()),
		transformTags: {
			'*': (tagName, attributes) => ({
				tagName,
				attribs: Object.fromEntries(
					Object.entries(attributes).filter(([name, value]) => isSafe(name, value))
				)
			})
		},
		parser: { xmlMode: true, lowerCaseTags: false, lowerCaseAttributeNames: false }
	});
}
