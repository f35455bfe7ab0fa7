import * as v from 'valibot';

/** SQL types that lists are ordered by. */
export type KeyType = 'timestamptz' | 'integer' | 'text' | 'uuid' | 'date' | 'bigint' | 'boolean';

const cursorSchema = v.pipe(
	v.array(v.pipe(v.string(), v.maxLength(400))),
	v.minLength(1),
	v.maxLength(4)
);

/** A keyset position for the address: the sort values of a row, not readable as an offset. */
export function writeCursor(values: string): string {
	return Buffer.from(values).toString('base64url');
}

const SHAPES: Record<KeyType, RegExp> = {
	timestamptz: /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d+)?[+-]\d{2}(:\d{2})?$/,
	date: /^\d{4}-\d{2}-\d{2}$/,
	integer: /^-?\d{1,10}$/,
	bigint: /^-?\d{1,18}$/,
	uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
	boolean: /^(true|false)$/,
	text: /^[^\0]*$/
};

/** Reads a position back; undefined for anything that is not one of ours with values of these types. */
export function readCursor(
	text: string | undefined,
	types: readonly KeyType[]
): string[] | undefined {
	if (!text) return undefined;
	try {
		const parsed: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
		const values = v.parse(cursorSchema, parsed);
		const fits = types.every(
			(type, n) => SHAPES[type].test(values[n] ?? '') && isReal(type, values[n] ?? '')
		);
		return values.length === types.length && fits ? values : undefined;
	} catch {
		return undefined;
	}
}

/** 2026-99-99 looks like a day but is none. */
function isReal(type: KeyType, value: string): boolean {
	if (type === 'integer') return Math.abs(Number(value)) <= 2_147_483_647;
	return (
		(type !== 'date' && type !== 'timestamptz') || !Number.isNaN(Date.parse(value.slice(0, 10)))
	);
}
