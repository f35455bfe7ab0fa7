import { comparisons, type Condition } from './condition.ts';
import type { ServiceDefinition } from './service-definition.ts';
import type { ServiceField } from './service-field.ts';
import type { DefinitionProblem } from './definition-problem.ts';
import { effectProblems, ruleProblems } from './reference-problems.ts';

type Path = (string | number)[];

/** Everything that the shape alone cannot say: keys are unique, references exist and point the right way. */
export function definitionProblems(definition: ServiceDefinition): DefinitionProblem[] {
	return [
		...fieldListProblems(definition.fields, ['fields'], []),
		...definition.approvals.flatMap((stage, i) => [
			...conditionProblems(stage.when, definition.fields, ['approvals', i, 'when']),
			...ruleProblems(stage.rule, definition.fields, ['approvals', i, 'rule'])
		]),
		...twice(
			definition.approvals.map((stage) => stage.key),
			['approvals'],
			'key'
		),
		...twice(
			definition.tasks.map((task) => task.key),
			['tasks'],
			'key'
		),
		...definition.tasks.flatMap((task, i) => [
			...conditionProblems(task.when, definition.fields, ['tasks', i, 'when']),
			...effectProblems(
				task.effect,
				definition.fields,
				['tasks', i, 'effect'],
				definition.tasks.slice(0, i)
			)
		]),
		...needsProblems(definition),
		...titleProblems(definition)
	];
}

function twice(
	keys: string[],
	path: Path,
	leaf: string,
	code: 'key_twice' | 'value_twice' = 'key_twice'
): DefinitionProblem[] {
	return keys.flatMap((key, i) =>
		keys.indexOf(key) < i ? [{ path: [...path, i, leaf], code, params: { key } }] : []
	);
}

function fieldListProblems(
	fields: readonly ServiceField[],
	path: Path,
	before: readonly ServiceField[]
): DefinitionProblem[] {
	const problems = twice(
		fields.map((field) => field.key),
		path,
		'key'
	);
	fields.forEach((field, i) => {
		const here = [...path, i];
		const earlier = [...before, ...fields.slice(0, i)];
		problems.push(...conditionProblems(field.shownWhen, earlier, [...here, 'shownWhen'], fields));
		problems.push(...oneFieldProblems(field, here, earlier));
		if (field.kind === 'rows') {
			problems.push(...fieldListProblems(field.fields, [...here, 'fields'], earlier));
		}
	});
	return problems;
}

function oneFieldProblems(
	field: ServiceField,
	path: Path,
	earlier: readonly ServiceField[]
): DefinitionProblem[] {
	const problems: DefinitionProblem[] = [];
	if ('pattern' in field && field.pattern !== undefined && !isPattern(field.pattern)) {
		problems.push({
			path: [...path, 'pattern'],
			code: 'bad_pattern',
			params: {}
		});
	}
	const [min, max] = limitsOf(field);
	if (min !== undefined && max !== undefined && min > max) {
		problems.push({
			path,
			code: 'min_over_max',
			params: { min: `${min}`, max: `${max}` }
		});
	}
	if (field.kind === 'choice' || field.kind === 'choices') {
		const values = field.options.map((option) => option.value);
		problems.push(...twice(values, [...path, 'options'], 'value', 'value_twice'));
	}
	if (field.kind === 'date') {
		for (const limit of ['notBefore', 'notAfter'] as const) {
			const day = field[limit];
			if (typeof day !== 'object') continue;
			const other = earlier.find((one) => one.key === day.field);
			if (other?.kind !== 'date') {
				problems.push({
					path: [...path, limit],
					code: 'wrong_field_kind',
					params: { field: day.field, expected: 'date' }
				});
			}
		}
	}
	return problems;
}

function limitsOf(field: ServiceField): [number | undefined, number | undefined] {
	if (field.kind === 'text' || field.kind === 'long_text')
		return [field.minLength, field.maxLength];
	if (field.kind === 'number' || field.kind === 'choices' || field.kind === 'rows') {
		return [field.min, field.max];
	}
	return [undefined, undefined];
}

function isPattern(source: string): boolean {
	try {
		return new RegExp(`^(?:${source})$`, 'u') instanceof RegExp;
	} catch {
		return false;
	}
}

function conditionProblems(
	condition: Condition | undefined,
	known: readonly ServiceField[],
	path: Path,
	all: readonly ServiceField[] = known
): DefinitionProblem[] {
	if (!condition) return [];
	return comparisons(condition).flatMap(({ field: key, values }): DefinitionProblem[] => {
		const field = known.findLast((one) => one.key === key);
		if (!field) {
			const code = all.some((one) => one.key === key) ? 'later_field' : 'unknown_field';
			return [{ path, code, params: { field: key } }];
		}
		const allowed = valuesOf(field);
		return values
			.filter((value) => allowed !== null && !allowed.includes(value))
			.map((value) => ({
				path,
				code: 'unknown_value' as const,
				params: { field: key, value: String(value) }
			}));
	});
}

function valuesOf(field: ServiceField): (string | number | boolean)[] | null {
	if (field.kind === 'choice' || field.kind === 'choices') {
		return field.options.map((option) => option.value);
	}
	return field.kind === 'yes_no' ? [true, false] : null;
}

function needsProblems(definition: ServiceDefinition): DefinitionProblem[] {
	const keys = definition.tasks.map((task) => task.key);
	return definition.tasks.flatMap((task, i) =>
		task.needs.flatMap((need, n): DefinitionProblem[] => {
			const at = keys.indexOf(need);
			if (at >= 0 && at < i) return [];
			const code = at < 0 ? 'unknown_task' : 'task_circle';
			return [{ path: ['tasks', i, 'needs', n], code, params: { task: need } }];
		})
	);
}

function titleProblems(definition: ServiceDefinition): DefinitionProblem[] {
	const texts = Object.entries(definition.titleFrom ?? {});
	return texts.flatMap(([locale, text]) =>
		[...String(text).matchAll(/\{([^}]*)\}/g)]
			.map((match) => match[1] ?? '')
			.filter((key) => !definition.fields.some((field) => field.key === key))
			.map((key) => ({
				path: ['titleFrom', locale],
				code: 'unknown_field' as const,
				params: { field: key }
			}))
	);
}
