/** How the text of a file may be written: the names that browsers and Node know. */
export const ENCODINGS = [
	'utf-8',
	'windows-1257',
	'windows-1251',
	'windows-1252',
	'utf-16le',
	'utf-16be'
] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** What may stand between the cells of a row. */
export const DELIMITERS = [';', ',', '\t'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** More rows are brought in as several files. */
export const MOST_IMPORT_ROWS = 20_000;
/** Bytes of a file. */
export const MOST_IMPORT_BYTES = 20_000_000;
/** Bytes that a workbook may become. */
export const MOST_UNPACKED_BYTES = 100_000_000;
