/** An attribute list `{#id .class key="value" flag}`. A word alone is a flag with an empty value. */
export type Attributes = { id?: string; classes: string[]; values: Record<string, string> };

const PART =
	/#([\p{L}\p{N}_:-]+)|\.([\p{L}\p{N}_-]+)|([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s}]+))|([\w-]+)/gu;

/** Reads what stands between the braces, or after a container's name without them. Never throws. */
export function parseAttributes(text: string): Attributes {
	const read: Attributes = { classes: [], values: {} };
	const inner = text.trim().replace(/^\{:?/, '').replace(/\}$/, '');
	for (const [, id, name, key, double, single, bare, flag] of inner.matchAll(PART)) {
		if (id !== undefined) read.id = id;
		else if (name !== undefined) read.classes.push(name);
		else if (key !== undefined) read.values[key.toLowerCase()] = double ?? single ?? bare ?? '';
		else if (flag !== undefined) read.values[flag.toLowerCase()] = '';
	}
	return read;
}

/** A text and the attribute list at its end: `Heading {#id}`. */
export function splitAttributes(text: string): { text: string; attributes: Attributes } {
	const found = /^(.*?)[ \t]*\{:?([ \t]*[#.\w][^{}]*)\}[ \t]*$/s.exec(text);
	if (!found) return { text, attributes: parseAttributes('') };
	return { text: found[1] ?? '', attributes: parseAttributes(found[2] ?? '') };
}
