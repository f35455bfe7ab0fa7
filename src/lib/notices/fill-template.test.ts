import { describe, expect, it } from 'vitest';
import type { Locale } from '#lib/i18n/localized.ts';
import { blanksOf, fillTemplate, type SlotValues } from './fill-template.ts';
import type { TemplateSlot } from './notice-template.ts';

const now = new Date('2026-11-20T08:00:00Z');
const window = {
	starts: new Date('2026-11-26T15:00:00Z'),
	ends: new Date('2026-11-26T17:00:00Z')
};
const slots: TemplateSlot[] = [
	{ key: 'house', type: 'place', label: { et: 'Maja', ru: 'Дом' } },
	{ key: 'day', type: 'day', label: { et: 'Päev', ru: 'День' }, optional: true },
	{ key: 'other', type: 'text', label: { et: 'Muu', ru: 'Другое' }, optional: true }
];

function fill(summary: string, values: SlotValues, locale: Locale = 'et'): string {
	const text = { title: '', summary, cannot: '', before: '', instead: '', contact: '' };
	const plain = fillTemplate({ slots, texts: { [locale]: text } }, values, locale, now)?.summary;
	return (plain ?? '').replaceAll('\u00a0', ' ');
}

describe('a template', () => {
	it.each<[Locale, string, string]>([
		['et', '{starts}', 'Neljapäeval, 26. novembril kell 17.00'],
		['et', 'Kuni {ends.until}', 'Kuni neljapäevani, 26. novembrini kella 19.00ni'],
		['et', 'Alates {starts.since}', 'Alates neljapäevast, 26. novembrist kella 17.00st'],
		['et', 'Tööaeg: {window}', 'Tööaeg: neljapäeval, 26. novembril kell 17.00–19.00'],
		['et', 'Enne kella {starts.time}', 'Enne kella 17.00'],
		['ru', '{window}', 'В четверг, 26 ноября, с 17.00 до 19.00'],
		['ru', 'Готово {ends.by}', 'Готово к четвергу, 26 ноября, к 19.00'],
		['en', 'It ends {ends}', 'It ends on Thursday, 26 November at 19:00'],
		['en', 'Only {starts.day}', 'Only on Thursday, 26 November']
	])('%s: %s', (locale, text, expected) => {
		expect(fill(text, window, locale)).toBe(expected);
	});

	it('says both days of a window over midnight, and over the night of the clock change', () => {
		const night = {
			starts: new Date('2026-10-24T20:00:00Z'),
			ends: new Date('2026-10-25T02:30:00Z')
		};
		expect(fill('Katkestus {window}.', night, 'en')).toBe(
			'Katkestus from Saturday, 24 October, 23:00 until Sunday, 25 October, 4:30.'
		);
		expect(fill('{window}', { starts: night.starts }, 'et')).toBe(
			'Laupäeval, 24. oktoobril kell 23.00'
		);
	});

	it('takes names in the language of the text, Estonian where there is none', () => {
		const house = { et: 'Naerulind', ru: 'Наэрулинд' };
		expect(fill('{house} on kinni.', { house })).toBe('Naerulind on kinni.');
		expect(fill('{house} закрыт.', { house }, 'ru')).toBe('Наэрулинд закрыт.');
		expect(fill('{house} is closed.', { house }, 'en')).toBe('Naerulind is closed.');
	});

	it('leaves out the sentence of which a blank is empty, and a paragraph of nothing else', () => {
		const text =
			'Maja on kinni 26. novembril. Appi tuleb {other}. Küsi lisa.\n\nKuni {day}.\n\nLõpp.';
		expect(fill(text, {})).toBe('Maja on kinni 26. novembril. Küsi lisa.\n\nLõpp.');
		expect(fill(text, { other: 'Mari', day: '2026-11-30' })).toBe(
			'Maja on kinni 26. novembril. Appi tuleb Mari. Küsi lisa.\n\nKuni esmaspäeval, 30. novembril.\n\nLõpp.'
		);
	});

	it('does not read what was filled in as a blank', () => {
		expect(fill('Kood on {other}.', { other: '{starts}', ...window })).toBe('Kood on {starts}.');
	});

	it('has no text in a language nobody wrote', () => {
		expect(fillTemplate({ slots, texts: {} }, {}, 'en', now)).toBeUndefined();
		expect(blanksOf('{house} {starts.until}')).toEqual([
			{ key: 'house', form: undefined },
			{ key: 'starts', form: 'until' }
		]);
	});
});
