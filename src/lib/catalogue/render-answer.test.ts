import { describe, expect, it } from 'vitest';
import { lowerFirst } from '#lib/i18n/lower-first.ts';
import {
	sampleDefinition,
	sampleFields,
	uuidA,
	uuidB
} from '#tests/domain/catalogue/sample-fields.ts';
import { effectTargets, stageSystemIds } from './effect-targets.ts';
import { issueText } from './issue-text.ts';
import { answerRecords, renderAnswers } from './render-answer.ts';
import { requestTitle } from './request-title.ts';

const answers = {
	what: 'right',
	right: { system: uuidA, role: uuidB },
	from: '2026-11-27',
	tools: [{ name: 'Hiir', days: 2.5 }]
};
const labels = { [`right:${uuidA}:${uuidB}`]: 'Register: vaataja' };

describe('filled forms', () => {
	it('are read in the language of the reader', () => {
		const lines = renderAnswers(sampleFields, answers, { labels, locale: 'ru' });
		expect(lines.map((line) => `${line.label}: ${line.text.replaceAll('\u00a0', ' ')}`)).toEqual([
			'Mida ru: Õigus ru',
			'Õigus ru: Register: vaataja',
			'Alates ru: 27 ноября 2026',
			'Vahendid ru: '
		]);
		expect(lines[3]?.rows?.[0]).toMatchObject({
			label: 'Vahend ru 1',
			lines: [{ text: 'Hiir' }, { text: '2,5' }]
		});
	});

	it('name the records whose names are needed', () => {
		expect(answerRecords(sampleFields, answers)).toEqual([
			{ kind: 'system_role', id: uuidA, role: uuidB }
		]);
	});

	it('make the title of the request', () => {
		expect(requestTitle(sampleDefinition, answers, { labels, locale: 'et' })).toBe('Soov: õigus');
		expect(requestTitle(sampleDefinition, {}, { labels, locale: 'en' })).toBe('Teenus en');
	});

	it('make a title that does not say a word twice and keeps names as they are written', () => {
		const named = (titleFrom: string, label: string) =>
			requestTitle({ ...sampleDefinition, titleFrom: { et: titleFrom, ru: titleFrom } }, answers, {
				labels: { [`right:${uuidA}:${uuidB}`]: label },
				locale: 'et'
			});
		expect(named('Rühm: {right}', 'Rühm „Juhid“ (liige)')).toBe('Rühm „Juhid“ (liige)');
		expect(named('telefon: {right}', 'telefon, number')).toBe('Telefon, number');
		expect(named('Postkast: {right}', 'Postkastid')).toBe('Postkast: Postkastid');
		expect(lowerFirst('VPN kodus')).toBe('VPN kodus');
		expect(lowerFirst('SharePoint')).toBe('SharePoint');
		expect(lowerFirst('Колонки и микрофон')).toBe('колонки и микрофон');
	});

	it('say what effects and stages work on', () => {
		expect(effectTargets({ kind: 'grant_right', field: 'right' }, answers)).toEqual([
			{ by: 'id', right: { system: uuidA, role: uuidB } }
		]);
		expect(effectTargets({ kind: 'grant_right', system: 'vpn', role: 'user' }, {})).toEqual([
			{ by: 'slug', right: { system: 'vpn', role: 'user' } }
		]);
		expect(stageSystemIds({ kind: 'system_owner', field: 'right' }, answers)).toEqual([uuidA]);
	});

	it('say what to do about a problem', () => {
		const issue = { path: 'tools.0.name', code: 'required' as const, params: {} };
		expect(issueText(issue, sampleFields, 'et')).toBe('Kirjuta vastus: „Nimi“');
	});
});
