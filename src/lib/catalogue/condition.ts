import { isFilled } from './answer-value.ts';

type Plain = string | number | boolean;

/**
 * When a field, an approval stage or a task applies. `equals` and `in` look inside a list answer: a field of
 * several choices equals a value when that value is among the chosen.
 */
export type Condition =
	| { field: string; equals: Plain }
	| { field: string; in: Plain[] }
	| { field: string; filled: boolean }
	| { not: Condition }
	| { all: Condition[] }
	| { any: Condition[] };

function holds(value: unknown, wanted: Plain): boolean {
	if (Array.isArray(value)) return value.some((one) => holds(one, wanted));
	return value === wanted || (typeof wanted === 'boolean' && value === (wanted ? 'yes' : 'no'));
}

/** True when the condition holds for these answers; an unanswered field equals nothing. */
export function meets(condition: Condition, answers: Readonly<Record<string, unknown>>): boolean {
	if ('not' in condition) return !meets(condition.not, answers);
	if ('all' in condition) return condition.all.every((part) => meets(part, answers));
	if ('any' in condition) return condition.any.some((part) => meets(part, answers));
	const value = Object.hasOwn(answers, condition.field) ? answers[condition.field] : undefined;
	if ('filled' in condition) return isFilled(value) === condition.filled;
	if ('in' in condition) return condition.in.some((wanted) => holds(value, wanted));
	return holds(value, condition.equals);
}

/** One comparison of a field inside a condition, with the values it is compared to. */
export type Comparison = { field: string; values: Plain[] };

/** Every comparison inside the condition, so that it can be checked and explained. */
export function comparisons(condition: Condition): Comparison[] {
	if ('not' in condition) return comparisons(condition.not);
	if ('all' in condition) return condition.all.flatMap(comparisons);
	if ('any' in condition) return condition.any.flatMap(comparisons);
	if ('in' in condition) return [{ field: condition.field, values: condition.in }];
	if ('equals' in condition) return [{ field: condition.field, values: [condition.equals] }];
	return [{ field: condition.field, values: [] }];
}
