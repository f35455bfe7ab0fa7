import { locales } from '#lib/i18n/localized.ts';
import { SLOT_TYPES, type NoticeTemplateContent } from '../notice-template.ts';
import { TEXT_PARTS } from '../text-gaps.ts';
import { textField } from './draft-form.ts';

type Values = Record<string, string | string[]>;

/** Languages of an option stand in one line, with this between them. */
const BETWEEN = '|';
/** Rows for blanks that a form shows beyond those there are. */
const SPARE = 2;

/** A template as its form's fields say it; `slotRows` is how many rows of blanks there are. */
export function templateValues(content: NoticeTemplateContent): Values {
	const values: Values = {
		kind: content.kind,
		impact: content.impact,
		checks: content.checks.join('\n'),
		slotRows: String(content.slots.length + SPARE)
	};
	for (const locale of locales) {
		values[`name.${locale}`] = content.name[locale] ?? '';
		for (const part of TEXT_PARTS)
			values[textField(locale, part)] = content.texts[locale]?.[part] ?? '';
	}
	content.slots.forEach((slot, n) => {
		values[`slots.${n}.key`] = slot.key;
		values[`slots.${n}.type`] = slot.type;
		if (slot.optional) values[`slots.${n}.optional`] = 'yes';
		for (const locale of locales) values[`slots.${n}.${locale}`] = slot.label[locale] ?? '';
		values[`slots.${n}.options`] = (slot.options ?? [])
			.map((option) => [option.et, option.ru, option.en ?? ''].join(` ${BETWEEN} `))
			.join('\n');
		values[`slots.${n}.help`] = slot.help
			? [slot.help.et, slot.help.ru, slot.help.en ?? ''].join(` ${BETWEEN} `)
			: '';
	});
	return values;
}

/** What the form says, as content to check: empty rows, languages and parts are left out. */
export function templateOfValues(values: Values): unknown {
	const text = (name: string) => String(values[name] ?? '').trim();
	const inLocales = (prefix: string) => localized(locales.map((one) => text(`${prefix}.${one}`)));
	const rows = Math.min(Number(text('slotRows')) || 0, 40);
	const slots = Array.from({ length: rows }, (_, n) => `slots.${n}`)
		.filter((at) => text(`${at}.key`) || text(`${at}.et`))
		.map((at) => ({
			key: text(`${at}.key`),
			type: SLOT_TYPES.find((type) => type === text(`${at}.type`)) ?? 'text',
			label: inLocales(at),
			...(text(`${at}.help`) ? { help: localized(text(`${at}.help`).split(BETWEEN)) } : {}),
			...(text(`${at}.options`) ? { options: optionsOf(text(`${at}.options`)) } : {}),
			...(text(`${at}.optional`) ? { optional: true } : {})
		}));
	const texts = locales.flatMap((locale) => {
		const parts = TEXT_PARTS.map((part) => [part, text(textField(locale, part))] as const);
		return parts.some(([, words]) => words) ? [[locale, Object.fromEntries(parts)]] : [];
	});
	return {
		name: inLocales('name'),
		kind: text('kind'),
		impact: text('impact'),
		slots,
		texts: Object.fromEntries(texts) as unknown,
		checks: text('checks')
			.split('\n')
			.map((line) => line.trim())
			.filter(Boolean)
	};
}

const optionsOf = (lines: string) =>
	lines
		.split('\n')
		.filter((line) => line.trim())
		.map((line) => localized(line.split(BETWEEN)));

function localized([et = '', ru = '', en = '']: string[]) {
	return { et: et.trim(), ru: ru.trim(), ...(en.trim() ? { en: en.trim() } : {}) };
}
