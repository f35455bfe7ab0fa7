import type { DefinitionProblem } from '#lib/catalogue/definition-problem.ts';

/** A problem in a content file, with the line (from 1) a person has to look at. */
export type ContentProblem = {
	file: string;
	line: number;
	/** Where in the content: `fields.2.label`. Empty for the whole file. */
	path: string;
	code: DefinitionProblem['code'] | 'syntax' | 'file_name' | 'no_front_matter' | 'unknown_service';
	params: Record<string, string>;
};

const sentences: Record<ContentProblem['code'], (params: Record<string, string>) => string> = {
	missing: (p) => `is missing${p.expected ? ` (expected ${p.expected})` : ''}`,
	unknown_key: () => 'is not a known key',
	not_allowed: (p) => `is ${p.received ?? ''}, allowed: ${p.expected ?? ''}`,
	shape: (p) => `is ${p.received ?? ''}, expected ${p.expected ?? ''}`,
	key_twice: (p) => `"${p.key ?? ''}" is used twice`,
	value_twice: (p) => `"${p.key ?? ''}" is used twice`,
	unknown_field: (p) => `names the field "${p.field ?? ''}", which does not exist`,
	later_field: (p) => `names the field "${p.field ?? ''}", which comes later in the form`,
	unknown_value: (p) =>
		`compares "${p.field ?? ''}" with "${p.value ?? ''}", not one of its values`,
	wrong_field_kind: (p) => `names "${p.field ?? ''}", which has to be a ${p.expected ?? ''} field`,
	bad_condition: () => 'is not a condition: see docs/content.md',
	bad_pattern: () => 'is not a regular expression',
	min_over_max: (p) => `has a least value ${p.min ?? ''} above the greatest ${p.max ?? ''}`,
	unknown_task: (p) => `needs the task "${p.task ?? ''}", which does not exist`,
	task_circle: (p) => `needs the task "${p.task ?? ''}", which has to come before it`,
	field_or_fixed: () => 'takes either an answer (field) or a fixed record, exactly one of them',
	syntax: (p) => p.message ?? 'cannot be read',
	file_name: () => 'the name may hold small letters, digits and hyphens only',
	no_front_matter: () => 'has to begin with front matter between two lines of ---',
	unknown_service: (p) => `names the service "${p.service ?? ''}", which does not exist`
};

/** The problem as one line for a terminal: `content/services/vpn.yaml:12: fields.0.label is missing`. */
export function describeProblem(problem: ContentProblem): string {
	const where = problem.path === '' ? '' : `${problem.path} `;
	return `${problem.file}:${problem.line}: ${where}${sentences[problem.code](problem.params)}`;
}
