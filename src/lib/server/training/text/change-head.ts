import { isMap, parseDocument } from 'yaml';
import { yamlValue } from '#lib/server/content/yaml-value.ts';
import { splitFrontMatter } from './front-matter.ts';

/**
 * The file with other values in its front matter: other keys, their order and comments stay. An undefined value
 * takes its key away. A file whose front matter cannot be read is returned as it is.
 */
export function changeHead(text: string, values: Record<string, string | undefined>): string {
	const { head, body } = splitFrontMatter(text);
	if (head === null) return text;
	const document = parseDocument(head);
	if (document.errors.length > 0 || !isMap(document.contents)) return text;
	if (!yamlValue(document).ok) return text;
	for (const [key, value] of Object.entries(values)) {
		if (value === undefined) document.delete(key);
		else document.set(key, value);
	}
	return `---\n${document.toString({ lineWidth: 0, flowCollectionPadding: false })}---\n${body}`;
}
