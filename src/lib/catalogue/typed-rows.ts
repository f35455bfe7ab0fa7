import type { TypedValues } from './read-answers.ts';

/** Marks a row as being there although nothing is typed in it yet. */
export const rowMark = '_';

const mostRows = 60;

/** The numbers of the rows of a field among typed values, in order. */
export function typedRows(typed: Readonly<TypedValues>, key: string): number[] {
	const numbers = new Set<number>();
	for (const name of Object.keys(typed)) {
		if (!name.startsWith(`${key}.`)) continue;
		const number = /^(\d{1,3})\./.exec(name.slice(key.length + 1))?.[1];
		if (number !== undefined) numbers.add(Number(number));
	}
	return [...numbers].sort((a, b) => a - b);
}

/** Adds or removes a row as a button without script asks: `add:tools`, `remove:tools.1`. Otherwise unchanged. */
export function applyRowAct(typed: Readonly<TypedValues>, act: string): TypedValues {
	const [, verb, key = '', number] = /^(add|remove):([a-z][a-z0-9_]*)(?:\.(\d+))?$/.exec(act) ?? [];
	const rows = typedRows(typed, key);
	if (verb === 'add' && rows.length < mostRows) {
		const next = (rows.at(-1) ?? -1) + 1;
		return { ...typed, [`${key}.${next}.${rowMark}`]: '1' };
	}
	if (verb !== 'remove') return { ...typed };
	return Object.fromEntries(
		Object.entries(typed).filter(([name]) => !name.startsWith(`${key}.${number}.`))
	);
}

/** The typed values of one row under the number it is shown with. */
export function rowAt(
	typed: Readonly<TypedValues>,
	key: string,
	number: number,
	shownAs: number
): TypedValues {
	const from = `${key}.${number}.`;
	const row: TypedValues = {};
	for (const [name, value] of Object.entries(typed)) {
		if (name.startsWith(from)) row[`${key}.${shownAs}.${name.slice(from.length)}`] = value;
	}
	return row;
}
