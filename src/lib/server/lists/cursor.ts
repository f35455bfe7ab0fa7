import * as v from 'valibot';

const cursorSchema = v.pipe(
	v.array(v.pipe(v.string(), v.maxLength(400))),
	v.minLength(1),
	v.maxLength(4)
);

/** A keyset position for the address: the sort values of a row, not readable as an offset. */
export function writeCursor(values: string): string {
	return Buffer.from(values).toString('base64url');
}

/** Reads a position back; undefined for anything that is not one of ours with this many values. */
export function readCursor(text: string | undefined, length: number): string[] | undefined {
	if (!text) return undefined;
	try {
		const parsed: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
		const values = v.parse(cursorSchema, parsed);
		return values.length === length ? values : undefined;
	} catch {
		return undefined;
	}
}
