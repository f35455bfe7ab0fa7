import { isSystemRole, type Answers } from './answer-value.ts';
import { answersAt } from './field-at.ts';
import type { ApproverRule } from './approval-stage.ts';
import type { TaskEffect } from './service-task.ts';

/** What an effect works on: records by id from answers, or fixed ones by slug; once per answered row. */
export type EffectTarget =
	| { by: 'id'; right: { system: string; role: string } }
	| { by: 'slug'; right: { system: string; role: string } }
	| { by: 'id'; product: string }
	| { by: 'slug'; product: string }
	| { by: 'id'; item: string }
	| { by: 'id'; held: string };

/** The targets of a task's effect for these answers; empty when the answer it needs was not given. */
export function effectTargets(effect: TaskEffect, answers: Readonly<Answers>): EffectTarget[] {
	switch (effect.kind) {
		case 'grant_right': {
			if (effect.system && effect.role) {
				return [{ by: 'slug', right: { system: effect.system, role: effect.role } }];
			}
			return answersAt(answers, effect.field ?? '')
				.filter(isSystemRole)
				.map((right) => ({ by: 'id', right }));
		}
		case 'take_seat':
			if (effect.product) return [{ by: 'slug', product: effect.product }];
			return idsAt(answers, effect.field).map((product) => ({
				by: 'id',
				product
			}));
		case 'return_item':
			return idsAt(answers, effect.field).map((item) => ({ by: 'id', item }));
		case 'release_seat':
		case 'end_right':
			return idsAt(answers, effect.field).map((held) => ({ by: 'id', held }));
		default:
			return [];
	}
}

/** The person an effect concerns by answer; undefined means the person the request is for. */
export function effectPerson(effect: TaskEffect, answers: Readonly<Answers>): string | undefined {
	if (!('person' in effect) || !effect.person) return undefined;
	return idsAt(answers, effect.person)[0];
}

/** Ids of the systems whose owners a stage asks, from the answers; empty for a rule fixed by slug. */
export function stageSystemIds(rule: ApproverRule, answers: Readonly<Answers>): string[] {
	if (rule.kind !== 'system_owner' || !rule.field) return [];
	const ids = answersAt(answers, rule.field)
		.filter(isSystemRole)
		.map((right) => right.system);
	return [...new Set(ids)];
}

function idsAt(answers: Readonly<Answers>, reference: string | undefined): string[] {
	if (!reference) return [];
	return answersAt(answers, reference).filter((one): one is string => typeof one === 'string');
}
