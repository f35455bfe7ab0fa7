const NOT_PLAIN = Symbol('not plain');
const DEEPEST = 40;
// All letters but ends of a string, of a line or of the script, what JSON escapes, and halves of a letter.
const special = /[^\x20\x21\x23-\x3b\x3d-\x5b\x5d-\u2027\u202a-\ud7ff\ue000-\uffff]/;
const escapes: Record<string, string> = {
	'<': '\\u003C',
	'\u2028': '\\u2028',
	'\u2029': '\\u2029'
};
const identifier = /^[a-z_$][\w$]*$/i;

/** Names of properties as they stand in the script; there are only as many as the portal's code has. */
const names = new Map<string, string>();
const MOST_NAMES = 5000;

/**
 * The script that makes this value: of objects, lists, texts, numbers, dates and what is nothing. Undefined when there
 * is something else in it, or one thing in itself.
 */
export function plainScript(value: unknown): string | undefined {
	try {
		return script(value, 0);
	} catch (problem) {
		if (problem === NOT_PLAIN) return undefined;
		throw problem;
	}
}

function script(value: unknown, depth: number): string {
	switch (typeof value) {
		case 'string':
			return text(value);
		case 'number':
			return Object.is(value, -0) ? '-0' : String(value);
		case 'boolean':
			return value ? 'true' : 'false';
		case 'undefined':
			return 'void 0';
		case 'object':
			return value === null ? 'null' : thing(value, depth + 1);
		default:
			throw NOT_PLAIN;
	}
}

function thing(value: object, depth: number): string {
	if (depth > DEEPEST) throw NOT_PLAIN;
	if (Array.isArray(value)) return list(value, depth);
	const kind: unknown = Object.getPrototypeOf(value);
	if (kind === Object.prototype) return record(value as Record<string, unknown>, depth);
	if (value instanceof Date) return `new Date(${value.getTime()})`;
	throw NOT_PLAIN;
}

function list(values: readonly unknown[], depth: number): string {
	let made = '[';
	for (let place = 0; place < values.length; place += 1) {
		const value = values[place];
		if (value === undefined && !(place in values)) throw NOT_PLAIN;
		if (place > 0) made += ',';
		made += script(value, depth);
	}
	return `${made}]`;
}

function record(value: Record<string, unknown>, depth: number): string {
	let made = '{';
	for (const key of Object.keys(value)) {
		if (made.length > 1) made += ',';
		made += name(key) + script(value[key], depth);
	}
	return `${made}}`;
}

function name(key: string): string {
	const known = names.get(key);
	if (known !== undefined) return known;
	if (key === '__proto__') throw NOT_PLAIN;
	const made = `${identifier.test(key) ? key : text(key)}:`;
	if (names.size < MOST_NAMES) names.set(key, made);
	return made;
}

function text(value: string): string {
	if (!special.test(value)) return `"${value}"`;
	return JSON.stringify(value).replace(/[<\u2028\u2029]/g, (letter) => escapes[letter] ?? letter);
}
