import { visit, type Document } from 'yaml';

/** What a document says; or where a reference in it leads nowhere, or there are so many that they fill the memory. */
export type YamlValue =
	{ ok: true; value: unknown } | { ok: false; offset: number; message: string };

/**
 * The value of a document that YAML could read. A word between stars is a reference to something that is mostly not
 * there, which the library only finds out now, and throws.
 */
export function yamlValue(document: Document.Parsed): YamlValue {
	try {
		return { ok: true, value: document.toJS({ maxAliasCount: 20 }) };
	} catch (problem) {
		if (!(problem instanceof ReferenceError)) throw problem;
		let offset = 0;
		visit(document, {
			Alias(_key, { range }) {
				offset = range?.[0] ?? 0;
				return visit.BREAK;
			}
		});
		return { ok: false, offset, message: problem.message };
	}
}
