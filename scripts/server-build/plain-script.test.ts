import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainScript } from './plain-script.ts';

const read = (script = ''): unknown => new Function(`return ${script}`)();
const plain = fc.letrec((tie) => ({
	value: fc.oneof(
		{ maxDepth: 5 },
		fc.string({ unit: 'binary' }),
		fc.double(),
		fc.boolean(),
		fc.constantFrom(null, undefined, -0, '</script>', '<!--', '\u2028"\\\ud800'),
		fc.date({ noInvalidDate: true }),
		fc.array(tie('value')),
		fc
			.dictionary(
				fc.string().filter((key) => key !== '__proto__'),
				tie('value')
			)
			.map((record) => ({ ...record }))
	)
}));

describe('a page’s data as a script', () => {
	it('makes the same value', () => {
		fc.assert(
			fc.property(plain.value, (value) => {
				expect(read(plainScript(value))).toStrictEqual(value);
			})
		);
	});

	it('never ends the script it stands in', () => {
		fc.assert(
			fc.property(plain.value, (value) => {
				expect(plainScript(value)).not.toMatch(/[<\u2028\u2029]/);
			})
		);
	});

	it('leaves alone what is not plain', () => {
		const itself: unknown[] = [];
		itself.push(itself);
		const sparse: unknown[] = [];
		sparse[2] = 1;
		const strange = JSON.parse('{"__proto__":1}') as unknown;
		for (const value of [new Map(), Promise.resolve(), () => 1, 1n, itself, sparse, strange]) {
			expect(plainScript({ value })).toBeUndefined();
		}
	});
});
