import type { Locale } from '#lib/i18n/localized.ts';
import { m } from '#lib/paraglide/messages.js';
import type { DefinitionProblem } from './definition-problem.ts';

type Code = DefinitionProblem['code'];
type Params = Record<string, string>;
type Said = (params: Params, options: { locale: Locale }) => string;

const texts: Record<Code, Said> = {
	missing: (_, o) => m.catalogue_problem_missing({}, o),
	unknown_key: (_, o) => m.catalogue_problem_unknown_key({}, o),
	not_allowed: (p, o) => m.catalogue_problem_not_allowed(p as { expected: string }, o),
	shape: (p, o) => m.catalogue_problem_shape(p as { expected: string }, o),
	key_twice: (p, o) => m.catalogue_problem_key_twice(p as { key: string }, o),
	value_twice: (p, o) => m.catalogue_problem_value_twice(p as { key: string }, o),
	unknown_field: (p, o) => m.catalogue_problem_unknown_field(p as { field: string }, o),
	later_field: (p, o) => m.catalogue_problem_later_field(p as { field: string }, o),
	unknown_value: (p, o) =>
		m.catalogue_problem_unknown_value(p as { field: string; value: string }, o),
	wrong_field_kind: (p, o) =>
		m.catalogue_problem_wrong_field_kind(p as { field: string; expected: string }, o),
	bad_condition: (_, o) => m.catalogue_problem_bad_condition({}, o),
	bad_pattern: (_, o) => m.catalogue_problem_bad_pattern({}, o),
	min_over_max: (p, o) => m.catalogue_problem_min_over_max(p as { min: string; max: string }, o),
	unknown_task: (p, o) => m.catalogue_problem_unknown_task(p as { task: string }, o),
	task_circle: (p, o) => m.catalogue_problem_task_circle(p as { task: string }, o),
	field_or_fixed: (_, o) => m.catalogue_problem_field_or_fixed({}, o)
};

/** What to do about a problem in a definition, in the reader's language. */
export function problemText(problem: DefinitionProblem, locale: Locale): string {
	return texts[problem.code](problem.params, { locale });
}

/** Problems by place in the definition (`fields.2.label.ru`) as sentences, for the editor. */
export function problemTexts(
	problems: readonly DefinitionProblem[],
	locale: Locale
): Record<string, string[]> {
	const said: Record<string, string[]> = {};
	for (const problem of problems) {
		(said[problem.path.join('.')] ??= []).push(problemText(problem, locale));
	}
	return said;
}
