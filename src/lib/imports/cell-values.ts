import { parseDay } from '#lib/format/dates.ts';

const MS_A_DAY = 86_400_000;
/** Day nought of a spreadsheet, whose 1900 is a leap year. */
const DAY_NOUGHT = Date.UTC(1899, 11, 30);
/** 1954 and 2119: a number outside is not meant as a day. */
const SERIALS = { least: 20_000, most: 80_000 };

/**
 * A day as spreadsheets and people write it: 24.11.2026, 2026-11-24, with an hour behind it, or the number of the day
 * as a spreadsheet counts (46350). Gives YYYY-MM-DD, or undefined.
 */
export function readDay(text: string): string | undefined {
	const trimmed = text.trim();
	if (/^\d{5}([.,]\d+)?$/.test(trimmed)) {
		const serial = Math.floor(Number(trimmed.replace(',', '.')));
		if (serial < SERIALS.least || serial > SERIALS.most) return undefined;
		return new Date(DAY_NOUGHT + serial * MS_A_DAY).toISOString().slice(0, 10);
	}
	return parseDay(trimmed.replace(/[T ]+\d{1,2}[:.]\d{2}([:.]\d{2}([.,]\d+)?)?Z?$/, ''));
}

/** An amount in cents: "1 234,50", "1234.50", "1.234,50 €", "1,234.50 EUR"; undefined when it is none. */
export function readCents(text: string): number | undefined {
	const bare = text.replaceAll(/[\s\u00a0\u202f'’€]|eur/gi, '');
	const last = Math.max(bare.lastIndexOf(','), bare.lastIndexOf('.'));
	const both = bare.includes(',') && bare.includes('.');
	const number = both
		? `${bare.slice(0, last).replaceAll(/[.,]/g, '')}.${bare.slice(last + 1)}`
		: bare.replace(',', '.');
	// A spreadsheet gives 99.9 as 99.90000000000001.
	if (!/^\d{1,7}(\.\d{1,20})?$/.test(number)) return undefined;
	return Math.round(Number(number) * 100);
}

/** Months: "36", "36 kuud", "3 a", "3 года", "3 years"; undefined when it is none. */
export function readMonths(text: string): number | undefined {
	const found = /^(\d{1,3})\s*(\p{L}*)\.?$/u.exec(text.trim().toLowerCase());
	if (!found) return undefined;
	const isYears = /^(a|aasta|aastat|г|год|года|лет|y|yr|yrs|year|years)$/.test(found[2] ?? '');
	const isMonths = /^(|k|kuu|kuud|м|мес|месяц|месяца|месяцев|m|mo|month|months)$/.test(
		found[2] ?? ''
	);
	if (!isYears && !isMonths) return undefined;
	const months = Number(found[1]) * (isYears ? 12 : 1);
	return months >= 1 && months <= 600 ? months : undefined;
}

const YES = new Set(['yes', 'jah', 'да', 'true', '1', 'x', '+']);
const NO = new Set(['no', 'ei', 'нет', 'false', '0', '-']);

/** Yes or no in any of our languages; anything else stays as it is. */
export function readYesNo(text: string): string {
	const word = text.trim().toLowerCase();
	return YES.has(word) ? 'yes' : NO.has(word) ? 'no' : text;
}

/** What two spellings of a heading or a name have in common. */
export const foldWords = (text: string): string =>
	text
		.toLowerCase()
		.replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
		.trim();
