import type { Locale } from '#lib/i18n/localized.ts';

const formats = new Map<string, Intl.NumberFormat>();

function format(locale: Locale, options: Intl.NumberFormatOptions): Intl.NumberFormat {
	const key = locale + JSON.stringify(options);
	let found = formats.get(key);
	if (!found) formats.set(key, (found = new Intl.NumberFormat(locale, options)));
	return found;
}

/** A whole or broken number as the language writes it: 12 500, 1,5. */
export function formatNumber(value: number, locale: Locale): string {
	return format(locale, { maximumFractionDigits: 2 }).format(value);
}

/** The size of a file in decimal units, as people know it from their computer: "84 kB", "1,2 MB". */
export function formatSize(bytes: number, locale: Locale): string {
	const unit = bytes < 1_000_000 ? 'kilobyte' : 'megabyte';
	const value = bytes / (unit === 'kilobyte' ? 1_000 : 1_000_000);
	const maximumFractionDigits = unit === 'megabyte' && value < 10 ? 1 : 0;
	const shown = unit === 'kilobyte' ? Math.max(1, Math.round(value)) : value;
	return format(locale, { style: 'unit', unit, maximumFractionDigits }).format(shown);
}
