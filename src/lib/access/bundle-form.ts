import * as v from 'valibot';
import { chosenId } from '#lib/format/typed-fields.ts';
import { UNIT_KINDS } from '#lib/people/unit-kinds.ts';
import { inThree } from '#lib/systems/form-fields.ts';
import { BUNDLE_LINE_KINDS } from './change-kinds.ts';

const line = v.pipe(v.optional(v.string(), ''), v.trim(), v.maxLength(200, 'errors_text_long'));
const needed = v.pipe(
	v.optional(v.string(), ''),
	v.trim(),
	v.nonEmpty('errors_required'),
	v.maxLength(200, 'errors_text_long')
);
const list = v.optional(
	v.pipe(
		v.union([v.string(), v.array(v.string())]),
		v.transform((sent) => [sent].flat()),
		v.maxLength(100)
	),
	[]
);

/** The form of a bundle: its lines come as two lists of the same length, `right:<id>` and days. */
export const bundleSchema = v.pipe(
	v.object({
		seen: v.optional(v.pipe(v.string(), v.maxLength(64))),
		nameEt: needed,
		nameRu: needed,
		nameEn: line,
		positions: v.pipe(v.optional(v.string(), ''), v.maxLength(2000, 'errors_text_long')),
		unitId: chosenId,
		unitKind: v.optional(v.union([v.literal(''), v.picklist(UNIT_KINDS)]), ''),
		active: v.optional(v.string()),
		what: list,
		days: list
	}),
	v.transform(({ nameEt, nameRu, nameEn, what, days, positions, unitKind, active, ...rest }) => ({
		...rest,
		active: active !== undefined,
		name: inThree(nameEt, nameRu, nameEn),
		positions: positions.split(/[\n,;]/).map((word) => word.trim()),
		unitKind: unitKind || null,
		lines: what.flatMap((text, n) => {
			const [kind, ...rest] = text.split(':');
			const known = BUNDLE_LINE_KINDS.find((one) => one === kind);
			const given = rest.join(':');
			return known && given ? [{ kind: known, what: given, daysBefore: dayCount(days[n]) }] : [];
		})
	}))
);

/** Whole days between 0 and 30; one where nothing sensible was typed. */
function dayCount(text: string | undefined): number {
	const days = Number(text?.trim() || 1);
	return Number.isInteger(days) && days >= 0 && days <= 30 ? days : 1;
}
