import * as v from 'valibot';

/** An amount in euros as people type it ("1 249,50", "85 €"), in cents; nothing typed is null. */
export const typedMoney = v.pipe(
	v.optional(v.string(), ''),
	v.transform((text) => text.replaceAll(/[\s€]/g, '').replace(',', '.')),
	v.check((text) => text === '' || /^\d{1,7}(\.\d{1,2})?$/.test(text), 'errors_money'),
	v.transform((text) => (text === '' ? null : Math.round(Number(text) * 100)))
);
