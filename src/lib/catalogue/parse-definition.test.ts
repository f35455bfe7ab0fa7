import { describe, expect, it } from 'vitest';
import { sampleService, textOf } from '#tests/domain/catalogue/sample-fields.ts';
import { parseDefinition } from './parse-definition.ts';

function problems(changes: Record<string, unknown>): string[] {
	const parsed = parseDefinition(sampleService(changes));
	if (parsed.ok) return [];
	return parsed.problems.map((problem) => `${problem.path.join('.')} ${problem.code}`);
}

const field = (more: Record<string, unknown>) => ({ kind: 'text', label: textOf('A'), ...more });

describe('a definition', () => {
	it('is accepted when everything it names exists', () => {
		expect(parseDefinition(sampleService())).toMatchObject({ ok: true });
	});

	it.each([
		[{ title: { et: 'A' } }, ['title.ru missing']],
		[{ title: undefined }, ['title missing']],
		[{ colour: 'red' }, ['colour unknown_key']],
		[{ icon: 'skull' }, ['icon not_allowed']],
		[{ workingDays: 0 }, ['workingDays shape']],
		[
			{ titleFrom: undefined, approvals: [], fields: [field({ key: 'a' }), field({ key: 'a' })] },
			['fields.1.key key_twice', 'tasks.0.when unknown_field', 'tasks.0.effect.field unknown_field']
		],
		[
			{
				titleFrom: undefined,
				approvals: [],
				tasks: [{ key: 'do', title: textOf('Tee') }],
				fields: [
					field({ key: 'a', shownWhen: { field: 'b', filled: true } }),
					field({ key: 'b', pattern: '(', minLength: 5, maxLength: 2 })
				]
			},
			['fields.0.shownWhen later_field', 'fields.1.pattern bad_pattern', 'fields.1 min_over_max']
		],
		[
			{
				approvals: [{ key: 'x', title: textOf('X'), rule: { kind: 'system_owner', field: 'why' } }]
			},
			['approvals.0.rule.field wrong_field_kind']
		],
		[
			{
				tasks: [
					{ key: 'a', title: textOf('A'), needs: ['b'] },
					{ key: 'b', title: textOf('B'), needs: ['c'] }
				]
			},
			['tasks.0.needs.0 task_circle', 'tasks.1.needs.0 unknown_task']
		],
		[
			{ tasks: [{ key: 'a', title: textOf('A'), when: { field: 'what', equals: 'nothing' } }] },
			['tasks.0.when unknown_value']
		],
		[
			{ titleFrom: textOf('{nothing}') },
			['titleFrom.et unknown_field', 'titleFrom.ru unknown_field', 'titleFrom.en unknown_field']
		],
		[
			{ tasks: [{ key: 'a', title: textOf('A'), effect: { kind: 'grant_right' } }] },
			['tasks.0.effect field_or_fixed']
		]
	])('with %o has problems', (changes, expected) => {
		expect(problems(changes)).toEqual(expected);
	});
});
