const written = /^(?:it-?)?(\d{1,9})$/i;

/** A request's number as people see and say it: `IT-2427`. */
export const formatNumber = (number: number): string => `IT-${number}`;

/** Reads a number as people type it: `2427`, `IT-2427`, `it2427`. Undefined when it is none. */
export function parseNumber(text: string): number | undefined {
	const found = written.exec(text.trim());
	return found ? Number(found[1]) : undefined;
}

/** The address of a request's page. */
export const requestHref = (number: number): string => `/requests/${number}`;

/** Where a file of a request is downloaded. */
export const fileHref = (number: number, fileId: string): string =>
	`/requests/${number}/files/${fileId}`;
