import * as v from 'valibot';
import type { DefinitionProblem } from '#lib/catalogue/definition-problem.ts';
import { localizedText } from '#lib/catalogue/localized-schema.ts';
import { shapeProblems } from '#lib/catalogue/shape-problems.ts';
import { locales } from '#lib/i18n/localized.ts';
import { blanksOf, isBlankForm, KNOWN_SLOTS } from './fill-template.ts';
import { IMPACTS, NOTICE_KINDS } from './notice-states.ts';
import { SLOT_TYPES, type NoticeTemplateContent } from './notice-template.ts';
import { TEXT_PARTS } from './text-gaps.ts';

const LONGEST_TITLE = 120;
const LONGEST_TEXT = 3000;

const phrase = v.pipe(v.string(), v.trim(), v.nonEmpty());
const part = v.optional(v.pipe(v.string(), v.trim(), v.maxLength(LONGEST_TEXT)), '');

const templateText = v.strictObject({
	title: v.pipe(phrase, v.maxLength(LONGEST_TITLE)),
	summary: v.pipe(phrase, v.maxLength(LONGEST_TEXT)),
	cannot: part,
	before: part,
	instead: part,
	contact: part
});

const slot = v.strictObject({
	key: v.pipe(
		v.string(),
		v.regex(/^[a-z][a-z0-9_]{0,39}$/),
		v.check((key) => !(key in KNOWN_SLOTS))
	),
	type: v.picklist(SLOT_TYPES),
	label: localizedText,
	help: v.optional(localizedText),
	options: v.optional(v.array(localizedText)),
	optional: v.optional(v.boolean())
});

const templateShape = v.strictObject({
	name: localizedText,
	kind: v.picklist(NOTICE_KINDS),
	impact: v.picklist(IMPACTS),
	slots: v.optional(v.array(slot), []),
	texts: v.strictObject({ et: templateText, ru: templateText, en: v.optional(templateText) }),
	checks: v.optional(v.array(phrase), [])
});

export type ParsedTemplate =
	{ ok: true; content: NoticeTemplateContent } | { ok: false; problems: DefinitionProblem[] };

/** Reads a template from a file or the editor; says every problem with the place it is in. */
export function parseTemplate(input: unknown): ParsedTemplate {
	const parsed = v.safeParse(templateShape, input);
	if (!parsed.success) return { ok: false, problems: shapeProblems(parsed.issues) };
	const content = parsed.output as NoticeTemplateContent;
	const problems = [...slotProblems(content), ...blankProblems(content)];
	return problems.length > 0 ? { ok: false, problems } : { ok: true, content };
}

function slotProblems({ slots }: NoticeTemplateContent): DefinitionProblem[] {
	return slots.flatMap(({ key, type, options }, n): DefinitionProblem[] => {
		if (slots.findIndex((one) => one.key === key) < n)
			return [{ path: ['slots', n, 'key'], code: 'key_twice', params: { key } }];
		if (type === 'choice' && !options?.length)
			return [{ path: ['slots', n, 'options'], code: 'missing', params: {} }];
		return [];
	});
}

/** A blank that nothing fills would leave its sentence out of every notice. */
function blankProblems({ slots, texts }: NoticeTemplateContent): DefinitionProblem[] {
	const types = { ...KNOWN_SLOTS, ...Object.fromEntries(slots.map((one) => [one.key, one.type])) };
	return locales.flatMap((locale) =>
		TEXT_PARTS.flatMap((part) =>
			blanksOf(texts[locale]?.[part] ?? '').flatMap(({ key, form }): DefinitionProblem[] => {
				const type = types[key];
				if (type && isBlankForm(type, form)) return [];
				const field = form === undefined ? key : `${key}.${form}`;
				return [{ path: ['texts', locale, part], code: 'unknown_field', params: { field } }];
			})
		)
	);
}
