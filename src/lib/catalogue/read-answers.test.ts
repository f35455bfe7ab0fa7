import { describe, expect, it } from 'vitest';
import { sampleFields, textOf, uuidA, uuidB } from '#tests/domain/catalogue/sample-fields.ts';
import { applyRowAct, readAnswers, withFile } from './read-answers.ts';
import type { ServiceField } from './service-field.ts';

function formOf(entries: [string, string | File][]): FormData {
	const form = new FormData();
	for (const [name, value] of entries) form.append(name, value);
	return form;
}

describe('a sent form', () => {
	it('is read by plain names, with rows numbered anew', () => {
		const read = readAnswers(
			sampleFields,
			formOf([
				['what', 'right'],
				['right', `${uuidA}:${uuidB}`],
				['tools.5.name', 'Teine'],
				['tools.2.name', 'Esimene'],
				['_submission', 'x']
			])
		);
		expect(read.raw).toEqual({
			what: 'right',
			right: { system: uuidA, role: uuidB },
			tools: [{ name: 'Esimene' }, { name: 'Teine' }]
		});
	});

	it('keeps the typed name of a person that was not picked', () => {
		const read = readAnswers(sampleFields, formOf([['who.q', ' Kati ']]));
		expect(read.searches).toEqual({ who: 'Kati' });
		expect(read.raw.who).toBeUndefined();
	});

	it('gives new files apart and keeps the ids of stored ones', () => {
		const fields = [
			{ kind: 'file', key: 'photo', label: textOf('Pilt'), required: false, max: 5, half: false }
		] as ServiceField[];
		const file = new File(['abc'], 'pilt.png');
		const read = readAnswers(
			fields,
			formOf([
				['photo', uuidA],
				['photo', file],
				['photo', new File([], '')]
			])
		);
		expect(read.uploads.map((upload) => upload.file.name)).toEqual(['pilt.png']);
		expect(withFile(read.raw, 'photo', uuidB)).toEqual({ photo: [uuidA, uuidB] });
	});
});

describe('a row button without script', () => {
	it.each([
		['add:tools', { tools: [{ name: 'A' }] }, { tools: [{ name: 'A' }, {}] }],
		['add:tools', {}, { tools: [{}, {}] }],
		['remove:tools.0', { tools: [{ name: 'A' }, { name: 'B' }] }, { tools: [{ name: 'B' }] }],
		['remove:other.0', { tools: [] }, { tools: [] }],
		['nonsense', { a: 1 }, { a: 1 }]
	])('%s', (act, before, after) => {
		expect(applyRowAct(before, act)).toEqual(after);
	});
});
