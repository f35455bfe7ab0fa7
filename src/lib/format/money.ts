import * as v from 'valibot';
import type { Locale } from '#lib/i18n/localized.ts';

/** An amount in euros as the language writes it: "1 249,50 €". */
export const formatMoney = (cents: number, locale: Locale): string =>
	new Intl.NumberFormat(locale, { style: 'currency', currency: 'EUR' }).format(cents / 100);

/** The amount as a form shows it: "1249,50". */
export const typedAmount = (cents: number | null): string =>
	cents === null ? '' : (cents / 100).toFixed(2).replace('.', ',');

/** An amount in euros as people type it ("1 249,50", "85 €"), in cents; nothing typed is null. */
export const typedMoney = v.pipe(
	v.optional(v.string(), ''),
	v.transform((text) => text.replaceAll(/[\s€]/g, '').replace(',', '.')),
	v.check((text) => text === '' || /^\d{1,7}(\.\d{1,2})?$/.test(text), 'errors_money'),
	v.transform((text) => (text === '' ? null : Math.round(Number(text) * 100)))
);
