import * as v from 'valibot';
import { typedMoney } from '#lib/format/typed-money.ts';
import {
	givenText,
	inThree,
	longText,
	neededId,
	shortText,
	typedCount
} from '#lib/systems/form-fields.ts';
import { CATEGORY_ICONS } from './category-icon.ts';
import { OWN_FIELD_TYPES } from './own-fields.ts';

/** A tick box, false when it is not ticked. */
const tick = v.pipe(
	v.optional(v.string(), ''),
	v.transform((text) => text !== '')
);

/** A short name of a category or a field: it never changes. */
const code = v.config(
	v.pipe(givenText, v.toLowerCase(), v.regex(/^[a-z][a-z0-9_]{0,39}$/, 'equipment_code_shape')),
	{ abortPipeEarly: true }
);

const category = {
	name_et: givenText,
	name_ru: givenText,
	name_en: shortText,
	icon: v.picklist(CATEGORY_ICONS, 'errors_choose'),
	lifeMonths: typedCount,
	holdsData: tick
};

/** A category as its form sends it. */
export const changeCategorySchema = v.pipe(
	v.object(category),
	v.transform(({ name_et, name_ru, name_en, ...rest }) => ({
		...rest,
		name: inThree(name_et, name_ru, name_en)
	}))
);

/** A new category, with its short name. */
export const addCategorySchema = v.pipe(
	v.object({ code, ...category }),
	v.transform(({ name_et, name_ru, name_en, ...rest }) => ({
		...rest,
		name: inThree(name_et, name_ru, name_en)
	}))
);

/** Choices as typed, one a line: `code = Eesti | Русский | English`. */
const choices = v.pipe(
	longText,
	v.check((text) => linesOf(text).every((line) => CHOICE.test(line)), 'equipment_choices_shape'),
	v.transform((text) => linesOf(text).flatMap((line) => choiceOf(line)))
);
const CHOICE = /^([a-z0-9_-]{1,40})\s*=\s*([^|]+)\|([^|]+)(?:\|([^|]*))?$/;
const linesOf = (text: string) =>
	text
		.split('\n')
		.map((line) => line.trim())
		.filter(Boolean);
function choiceOf(line: string) {
	const [, value = '', et = '', ru = '', en = ''] = CHOICE.exec(line) ?? [];
	return value ? [{ value, label: inThree(et.trim(), ru.trim(), en.trim()) }] : [];
}

const field = {
	label_et: givenText,
	label_ru: givenText,
	label_en: shortText,
	choices,
	required: tick,
	isUnique: tick
};

/** An own field of a category as its form sends it. */
export const changeFieldSchema = v.pipe(
	v.object(field),
	v.transform(({ label_et, label_ru, label_en, ...rest }) => ({
		...rest,
		label: inThree(label_et, label_ru, label_en)
	}))
);

/** A new own field, with its key and type. */
export const addFieldSchema = v.pipe(
	v.object({ key: code, type: v.picklist(OWN_FIELD_TYPES, 'errors_choose'), ...field }),
	v.transform(({ label_et, label_ru, label_en, ...rest }) => ({
		...rest,
		label: inThree(label_et, label_ru, label_en)
	}))
);

/** A model as its form sends it. */
export const changeModelSchema = v.object({
	maker: shortText,
	name: givenText,
	lifeMonths: typedCount,
	priceCents: typedMoney,
	note: longText
});

/** The model that another one becomes. */
export const mergeModelSchema = v.object({ intoId: neededId });
