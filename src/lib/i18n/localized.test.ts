import { describe, expect, it } from 'vitest';
import { localize, preferredLocale } from './localized.ts';

describe('a text of a record', () => {
	it('falls back from a missing language to Estonian', () => {
		expect(localize({ et: 'Teenus', ru: 'Услуга' }, 'en')).toBe('Teenus');
		expect(localize({ et: '', ru: 'Услуга' }, 'et')).toBe('Услуга');
		expect(localize({ et: 'Teenus', ru: 'Услуга', en: 'Service' }, 'en')).toBe('Service');
	});
});

describe('the language a browser asks for', () => {
	it.each([
		['ru-RU,ru;q=0.9,en;q=0.8', 'ru'],
		['de-DE,de;q=0.9,en;q=0.5,et;q=0.7', 'et'],
		['fi', 'et'],
		['', 'et'],
		[null, 'et']
	])('%s', (header, expected) => {
		expect(preferredLocale(header)).toBe(expected);
	});
});
