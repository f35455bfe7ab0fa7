import type { Locale } from '#lib/i18n/localized.ts';

/** What a day is to the sentence: named, the day on which, since which, by which, until which something is. */
export type DayForm = 'plain' | 'on' | 'since' | 'by' | 'until';

/** A weekday and a month bent into a form, with the preposition before them where the language has one. */
export type BentDay = { before: string; weekday: string; month: string };

const estonianEndings: Record<DayForm, string> = {
	plain: '',
	on: 'l',
	since: 'st',
	by: 'ks',
	until: 'ni'
};

/** Genitive stem, on which every other Estonian case stands: esmaspäeva-, reede-, novembri-, mai-. */
function estonianStem(word: string): string {
	if (word.endsWith('v')) return `${word}a`;
	if (word.endsWith('ber')) return `${word.slice(0, -2)}ri`;
	return /[aeiou]$/.test(word) ? word : `${word}i`;
}

function bendEstonian(form: DayForm, weekday: string, month: string): BentDay {
	if (form === 'plain') return { before: '', weekday, month };
	const ending = estonianEndings[form];
	return {
		before: '',
		weekday: estonianStem(weekday) + ending,
		month: estonianStem(month) + ending
	};
}

type RussianCase = {
	preposition: string;
	feminine: string;
	neuter: string;
	masculine: string;
};

const russianCases: Record<Exclude<DayForm, 'plain'>, RussianCase> = {
	on: { preposition: 'в', feminine: 'у', neuter: 'ье', masculine: '' },
	since: { preposition: 'с', feminine: 'ы', neuter: 'ья', masculine: 'а' },
	by: { preposition: 'к', feminine: 'е', neuter: 'ью', masculine: 'у' },
	until: { preposition: 'до', feminine: 'ы', neuter: 'ья', masculine: 'а' }
};

function bendRussianWeekday(weekday: string, endings: RussianCase): string {
	if (weekday.endsWith('а')) return weekday.slice(0, -1) + endings.feminine;
	if (weekday.endsWith('ье')) return weekday.slice(0, -2) + endings.neuter;
	return weekday + endings.masculine;
}

/** во вторник, со вторника, со среды, ко вторнику: a vowel eases two consonants that meet. */
function needsVowel(preposition: string, weekday: string): boolean {
	if (preposition === 'с') return /^(вт|ср)/.test(weekday);
	return preposition !== 'до' && weekday.startsWith('вт');
}

function bendRussian(form: DayForm, weekday: string, month: string): BentDay {
	if (form === 'plain') return { before: '', weekday, month };
	const endings = russianCases[form];
	const vowel = needsVowel(endings.preposition, weekday) ? 'о' : '';
	return {
		before: endings.preposition + vowel,
		weekday: bendRussianWeekday(weekday, endings),
		month
	};
}

const englishPrepositions: Record<DayForm, string> = {
	plain: '',
	on: 'on',
	since: 'since',
	by: 'by',
	until: 'until'
};

/** Bends the names of a day for a sentence. Pure grammar: three languages, five forms. */
export function bendDay(form: DayForm, locale: Locale, weekday: string, month: string): BentDay {
	if (locale === 'et') return bendEstonian(form, weekday, month);
	if (locale === 'ru') return bendRussian(form, weekday, month);
	return { before: englishPrepositions[form], weekday, month };
}
