import { describe, expect, it } from 'vitest';
import { sampleFields, textOf, uuidA, uuidB } from '#tests/domain/catalogue/sample-fields.ts';
import type { Answers } from './answer-value.ts';
import { readAnswers, readTyped, typedAnswers, withFile } from './read-answers.ts';
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
		const read = readAnswers(sampleFields, formOf([['who_text', ' Kati ']]));
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

	it('is the same when its answers are typed again', () => {
		const answers: Answers = {
			what: 'right',
			right: { system: uuidA, role: uuidB },
			from: '2026-12-24',
			tools: [{ name: 'A', days: 1 }, { name: 'B' }]
		};
		const typed = typedAnswers(sampleFields, answers);
		expect(typed['from']).toBe('24.12.2026');
		expect(readTyped(sampleFields, typed).raw).toEqual({
			...answers,
			from: '24.12.2026',
			tools: [{ name: 'A', days: '1' }, { name: 'B' }]
		});
	});
});
