import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Condition } from '../condition.ts';
import { parseDefinition } from '../parse-definition.ts';
import { parseCondition, printCondition } from './condition-words.ts';
import { definitionOfTree } from './definition-of-tree.ts';
import { applyEditorAct } from './editor-acts.ts';
import { startTree, type EditorTree } from './editor-tree.ts';
import { treeOfForm } from './tree-of-form.ts';

describe('the editor', () => {
	it('starts a service that only lacks words', () => {
		const parsed = parseDefinition(definitionOfTree(startTree()));
		const codes = parsed.ok ? [] : parsed.problems.map((problem) => problem.path.at(-1));
		expect(new Set(codes)).toEqual(new Set(['et', 'ru']));
	});

	it('ignores names that are not its own', () => {
		const tree = treeOfForm({ __proto__: 'x', 'fields.0.constructor': 'x', 'fields.0.key': 'a' });
		expect(tree.fields).toHaveLength(1);
		expect(tree.fields[0]?.key).toBe('a');
	});
});

describe('buttons of the editor', () => {
	const keys = (tree: EditorTree) => tree.fields.map((field) => field.key).join('');
	it.each([
		['up:fields.1', 'bac'],
		['down:fields.0', 'bac'],
		['down:fields.2', 'abc'],
		['remove:fields.1', 'ac'],
		['remove:fields.9', 'abc'],
		['add:fields', 'abc'],
		['remove:title.0', 'abc'],
		['add:__proto__', 'abc']
	])('%s', (act, expected) => {
		const tree = startTree();
		const [field] = tree.fields;
		if (!field) throw new Error('no field');
		tree.fields = ['a', 'b', 'c'].map((key) => ({ ...field, key }));
		applyEditorAct(tree, act);
		expect(keys(tree)).toBe(expected);
	});
});

describe('a condition in words', () => {
	it.each([
		['what = new', { field: 'what', equals: 'new' }],
		['what in (a, b)', { field: 'what', in: ['a', 'b'] }],
		['not old filled', { not: { field: 'old', filled: true } }],
		['a = yes and (b empty or c = "two words")', undefined],
		['a = 5', { field: 'a', equals: 5 }]
	])('%s', (text, condition) => {
		const parsed = parseCondition(text);
		expect(parsed).toBeDefined();
		if (condition) expect(parsed).toEqual(condition);
		expect(parsed && printCondition(parsed)).toBe(text);
	});

	it.each(['', 'what', 'what =', 'what = a b', '(a = b', 'a in ()', 'and', 'a = "x'])(
		'"%s" cannot be read',
		(text) => {
			expect(parseCondition(text)).toBeUndefined();
		}
	);

	it('says whatever a condition can say', () => {
		const plain = fc.oneof(fc.stringMatching(/^[a-zõä "]{0,6}$/), fc.boolean(), fc.integer());
		const field = fc.constantFrom('a', 'b2', 'c_d');
		const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
			condition: fc.oneof(
				{ maxDepth: 3, withCrossShrink: true },
				fc.record({ field, equals: plain }),
				fc.record({ field, in: fc.array(plain, { minLength: 1, maxLength: 3 }) }),
				fc.record({ field, filled: fc.boolean() }),
				fc.record({ not: tie('condition') }),
				fc.record({ all: fc.array(tie('condition'), { minLength: 2, maxLength: 3 }) }),
				fc.record({ any: fc.array(tie('condition'), { minLength: 2, maxLength: 3 }) })
			)
		}));
		fc.assert(
			fc.property(condition, (one) => {
				expect(parseCondition(printCondition(one))).toEqual(one);
			})
		);
	});
});
