import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAnswers, writeAnswers } from './read-answers.ts';
import { textOf, sampleFields, uuidA, uuidB } from '#tests/domain/catalogue/sample-fields.ts';
import type { ServiceField } from './service-field.ts';
import { validateAnswers } from './validate-answers.ts';
import { visibleFields } from './visible-fields.ts';

const today = '2026-11-24';
const check = (fields: readonly ServiceField[], raw: Record<string, unknown>) =>
	validateAnswers(fields, raw, { today });
const one = (field: Record<string, unknown>) =>
	[{ key: 'a', label: textOf('A'), required: true, half: false, ...field }] as ServiceField[];

describe('one answer', () => {
	const options = [
		{ value: 'x', label: textOf('X') },
		{ value: 'y', label: textOf('Y') }
	];
	it.each([
		[{ kind: 'text' }, '  Liis \r\n', 'Liis'],
		[{ kind: 'text' }, '', 'required'],
		[{ kind: 'text', required: false }, ' ', undefined],
		[{ kind: 'text', maxLength: 3 }, 'abcd', 'too_long'],
		[{ kind: 'text', minLength: 3 }, 'ab', 'too_short'],
		[{ kind: 'text', pattern: '\\d{4}' }, '12345', 'pattern'],
		[{ kind: 'text', pattern: '\\d{4}' }, '1234', '1234'],
		[{ kind: 'text', format: 'email' }, 'liis@linn', 'bad_email'],
		[{ kind: 'text', format: 'email' }, 'liis@linn.example', 'liis@linn.example'],
		[{ kind: 'text', format: 'phone' }, '+372 5555 1234', '+372 5555 1234'],
		[{ kind: 'long_text', lines: 3 }, 'a\u0000b\ud800', 'ab\ufffd'],
		[{ kind: 'number', whole: false }, '1 200,5', 1200.5],
		[{ kind: 'number', whole: true }, '2,5', 'not_whole'],
		[{ kind: 'number', whole: true }, 'kaks', 'bad_number'],
		[{ kind: 'number', whole: true, max: 5 }, '6', 'too_large'],
		[{ kind: 'number', whole: true, min: 1 }, '0', 'too_small'],
		[{ kind: 'date' }, '1.2.2027', '2027-02-01'],
		[{ kind: 'date' }, '31.2.2027', 'bad_date'],
		[{ kind: 'date', notBefore: 'today' }, '23.11.2026', 'date_past'],
		[{ kind: 'date', notBefore: 'today' }, '24.11.2026', '2026-11-24'],
		[{ kind: 'date', notAfter: '2026-12-31' }, '1.1.2027', 'date_late'],
		[{ kind: 'choice', options }, 'x', 'x'],
		[{ kind: 'choice', options }, 'z', 'bad_choice'],
		[{ kind: 'choices', options }, ['y', 'x', 'y'], ['x', 'y']],
		[{ kind: 'choices', options, max: 1 }, ['x', 'y'], 'too_many'],
		[{ kind: 'choices', options }, [], 'required'],
		[{ kind: 'yes_no', mustAgree: false }, 'no', false],
		[{ kind: 'yes_no', mustAgree: true }, 'no', 'must_agree'],
		[{ kind: 'yes_no', mustAgree: true }, undefined, 'must_agree'],
		[{ kind: 'person' }, uuidA, uuidA],
		[{ kind: 'unit' }, 'not-an-id', 'not_found'],
		[{ kind: 'system_role' }, { system: uuidA, role: uuidB }, { system: uuidA, role: uuidB }],
		[{ kind: 'system_role' }, { system: uuidA }, 'not_found'],
		[{ kind: 'file', max: 2 }, [uuidA, uuidB], [uuidA, uuidB]]
	])('%o answered %o', (field, raw, expected) => {
		const checked = check(one(field), { a: raw });
		const outcome = checked.issues[0]?.code ?? checked.answers.a;
		expect(outcome).toEqual(expected);
	});
});

describe('a whole form', () => {
	it('says every problem at once, at its control', () => {
		const checked = check(sampleFields, { what: 'other', tools: [{ name: 'x', days: 'y' }] });
		expect(checked.ok).toBe(false);
		expect(checked.issues.map((issue) => `${issue.path} ${issue.code}`)).toEqual([
			'why required',
			'from required',
			'tools.0.days bad_number'
		]);
	});

	it('drops what was sent for a hidden field', () => {
		const raw = { what: 'right', why: 'hidden', right: { system: uuidA, role: uuidB } };
		const checked = check(sampleFields, { ...raw, from: '25.11.2026' });
		expect(checked.answers).not.toHaveProperty('why');
		expect(checked.references).toEqual([
			{ path: 'right', kind: 'system_role', id: uuidA, role: uuidB }
		]);
	});

	it('hides what hangs on a hidden field', () => {
		const shown = visibleFields(sampleFields, { what: 'right', why: 'x' }).map((f) => f.key);
		expect(shown).toContain('right');
		expect(shown).not.toContain('why_more');
	});

	it('does not ask for the end before the start', () => {
		const raw = { what: 'other', why: 'x', from: '1.12.2026', until: '30.11.2026' };
		expect(check(sampleFields, raw).issues[0]).toMatchObject({ path: 'until', code: 'date_early' });
	});

	it('drops empty rows and keeps the numbers of the others', () => {
		const raw = {
			what: 'other',
			why: 'x',
			from: '1.12.2026',
			tools: [{}, { name: 'A' }, { days: 'x' }]
		};
		const checked = check(sampleFields, raw);
		expect(checked.answers.tools).toHaveLength(2);
		expect(checked.issues.map((issue) => issue.path)).toEqual(['tools.2.name', 'tools.2.days']);
	});
});

describe('whatever is sent', () => {
	const orAnything = (good: fc.Arbitrary<unknown>) =>
		fc.oneof({ weight: 6, arbitrary: good }, { weight: 1, arbitrary: fc.anything() });
	const anything = fc.record(
		{
			what: orAnything(fc.constantFrom('right', 'other')),
			why: orAnything(fc.string({ unit: 'binary', minLength: 1 })),
			why_more: orAnything(fc.string()),
			right: orAnything(fc.constant({ system: uuidA, role: uuidB })),
			who: orAnything(fc.constant(uuidA)),
			from: orAnything(fc.constantFrom('24.12.2026', '2026-11-24')),
			until: orAnything(fc.constantFrom('24.12.2026', '31.12.26')),
			tools: orAnything(
				fc.array(fc.record({ name: fc.string(), days: fc.constantFrom('1', '2,5', '') }))
			)
		},
		{ requiredKeys: [] }
	);

	it('a hidden field is never among the answers', () => {
		fc.assert(
			fc.property(anything, (raw) => {
				const shown = visibleFields(sampleFields, raw).map((field) => field.key);
				for (const key of Object.keys(check(sampleFields, raw).answers)) {
					expect(shown).toContain(key);
				}
			})
		);
	});

	it('accepted answers written into the form and sent again stay the same', () => {
		fc.assert(
			fc.property(anything, (raw) => {
				const first = check(sampleFields, raw);
				fc.pre(first.ok);
				const form = new FormData();
				for (const [name, value] of writeAnswers(sampleFields, first.answers)) {
					form.append(name, value);
				}
				const again = check(sampleFields, readAnswers(sampleFields, form).raw);
				expect(again.issues).toEqual([]);
				expect(again.answers).toEqual(first.answers);
			}),
			{ numRuns: 300 }
		);
	});
});
