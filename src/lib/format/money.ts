import type { Locale } from '#lib/i18n/localized.ts';

/** An amount in euros as the language writes it: "1 249,50 €". */
export const formatMoney = (cents: number, locale: Locale): string =>
	new Intl.NumberFormat(locale, { style: 'currency', currency: 'EUR' }).format(cents / 100);

/** The amount as a form shows it: "1249,50". */
export const typedAmount = (cents: number | null): string =>
	cents === null ? '' : (cents / 100).toFixed(2).replace('.', ',');
