import type { ApproverRule } from './approval-stage.ts';
import type { DefinitionProblem } from './definition-problem.ts';
import { fieldAt } from './field-at.ts';
import type { FieldKind, ServiceField } from './service-field.ts';
import { NEWCOMER_FIELDS, type ServiceTask, type TaskEffect } from './service-task.ts';

type Path = (string | number)[];

function kindProblem(
	reference: string,
	kind: FieldKind,
	fields: readonly ServiceField[],
	path: Path
): DefinitionProblem[] {
	const field = fieldAt(fields, reference);
	if (!field) return [{ path, code: 'unknown_field', params: { field: reference } }];
	if (field.kind === kind) return [];
	return [
		{
			path,
			code: 'wrong_field_kind',
			params: { field: reference, expected: kind }
		}
	];
}

/** Problems of a stage's rule: the answer it names must exist and be of the right kind. */
export function ruleProblems(
	rule: ApproverRule,
	fields: readonly ServiceField[],
	path: Path
): DefinitionProblem[] {
	if (rule.kind === 'system_owner') {
		if ((rule.field === undefined) === (rule.system === undefined)) {
			return [{ path, code: 'field_or_fixed', params: {} }];
		}
		return rule.field ? kindProblem(rule.field, 'system_role', fields, [...path, 'field']) : [];
	}
	if (rule.kind === 'head_of_place' && rule.field) {
		return kindProblem(rule.field, 'place', fields, [...path, 'field']);
	}
	return [];
}

/**
 * Problems of a task's effect: what it works on is either an answer of the right kind or fixed, and whom it concerns
 * is an answer or is added by a task that comes before (`earlier`).
 */
export function effectProblems(
	effect: TaskEffect | undefined,
	fields: readonly ServiceField[],
	path: Path,
	earlier: readonly ServiceTask[] = []
): DefinitionProblem[] {
	if (!effect) return [];
	const problems: DefinitionProblem[] = [];
	if ('person' in effect && effect.person && !addedBy(earlier, effect.person)) {
		problems.push(...kindProblem(effect.person, 'person', fields, [...path, 'person']));
	}
	if (effect.kind === 'add_person') {
		for (const [key, kind] of Object.entries(NEWCOMER_FIELDS))
			problems.push(...kindProblem(key, kind, fields, path));
	}
	if (effect.kind === 'grant_right') {
		const fixed = effect.system !== undefined && effect.role !== undefined;
		if ((effect.field !== undefined) === fixed) {
			problems.push({ path, code: 'field_or_fixed', params: {} });
		}
	}
	if (
		effect.kind === 'take_seat' &&
		(effect.field === undefined) === (effect.product === undefined)
	) {
		problems.push({ path, code: 'field_or_fixed', params: {} });
	}
	const wanted: Partial<Record<TaskEffect['kind'], FieldKind>> = {
		grant_right: 'system_role',
		take_seat: 'software',
		return_item: 'my_equipment',
		release_seat: 'my_seat',
		end_right: 'my_right',
		set_last_day: 'date'
	};
	const kind = wanted[effect.kind];
	if (kind && 'field' in effect && effect.field) {
		problems.push(...kindProblem(effect.field, kind, fields, [...path, 'field']));
	}
	return problems;
}

const addedBy = (tasks: readonly ServiceTask[], key: string): boolean =>
	tasks.some((task) => task.key === key && task.effect?.kind === 'add_person');
