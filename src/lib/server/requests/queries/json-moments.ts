/** A row that came through JSON: its moments are texts. */
export type Jsonised<T> = {
	[K in keyof T]: T[K] extends Date ? string : T[K] extends Date | null ? string | null : T[K];
};

/** The moment that a JSON text names. */
export const momentOf = (text: string | null): Date | null =>
	text === null ? null : new Date(text);
