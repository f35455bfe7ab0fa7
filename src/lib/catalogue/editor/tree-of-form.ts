import {
	blankField,
	blankOption,
	blankStage,
	blankTask,
	blankTree,
	type EditorTree
} from './editor-tree.ts';

type Value = string | string[];
type Nested = { [key: string]: Nested | Value };

/** Controls of the editor as they were sent, by name, back in the tree. Unknown names are left out. */
export function treeOfForm(values: Readonly<Record<string, Value>>): EditorTree {
	const nested: Nested = Object.create(null) as Nested;
	for (const [name, value] of Object.entries(values)) {
		if (/^[a-z][A-Za-z0-9.]*$/.test(name)) put(nested, name.split('.'), value);
	}
	return filled(blankTree(), nested, 'tree');
}

function put(into: Nested, [key = '', ...rest]: string[], value: Value): void {
	if (rest.length === 0) {
		into[key] = value;
		return;
	}
	const inner = into[key];
	if (typeof inner === 'object' && !Array.isArray(inner)) put(inner, rest, value);
	else {
		const fresh: Nested = Object.create(null) as Nested;
		into[key] = fresh;
		put(fresh, rest, value);
	}
}

/** Lists of the tree, and what one of their entries looks like when it is empty. */
const blanks: Record<string, () => object> = {
	fields: blankField,
	options: blankOption,
	approvals: blankStage,
	tasks: blankTask
};

const mostEntries = 100;

function filled<T extends object>(blank: T, from: Nested, at: string): T {
	const result = { ...blank } as Record<string, unknown>;
	for (const key of Object.keys(blank)) {
		const given = from[key];
		const before = result[key];
		const makeBlank = blanks[key];
		if (makeBlank && Array.isArray(before)) {
			result[key] = entries(given).map((entry) => filled(makeBlank(), entry, key));
		} else if (Array.isArray(before)) {
			result[key] =
				given === undefined ? [] : [given].flat().filter((one) => typeof one === 'string');
		} else if (typeof before === 'object' && before !== null) {
			if (isNested(given)) result[key] = filled(before, given, key);
		} else if (typeof given === 'string') result[key] = given;
		else if (at !== 'tree' || given !== undefined) result[key] = '';
	}
	return result as T;
}

function isNested(value: Nested | Value | undefined): value is Nested {
	return typeof value === 'object' && !Array.isArray(value);
}

function entries(given: Nested | Value | undefined): Nested[] {
	if (!isNested(given)) return [];
	return Object.keys(given)
		.filter((key) => /^\d{1,3}$/.test(key))
		.sort((a, b) => Number(a) - Number(b))
		.slice(0, mostEntries)
		.map((key) => given[key])
		.filter(isNested);
}
